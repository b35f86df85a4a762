package rdsalert.local;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The JSON Schema of a file of exceptions, which editors use too. */
final class SilenceSchema {
  private static final String FILE = "exceptions.schema.json";

  private SilenceSchema() {}

  /** All that the schema has against a file. */
  static List<SchemaFault> faults(String json) {
    return schema().validate(json, InputFormat.JSON).stream()
        .map(SilenceSchema::fault)
        .distinct()
        .toList();
  }

  private static SchemaFault fault(Error error) {
    NodePath path = error.getInstanceLocation();
    boolean ofAnEntry = path.getNameCount() > 1 && path.getElement(1) instanceof Integer;
    OptionalInt entry =
        ofAnEntry ? OptionalInt.of((Integer) path.getElement(1)) : OptionalInt.empty();
    String text = pointer(path, ofAnEntry ? 2 : 0) + ": " + error.getMessage();
    return new SchemaFault(entry, Terminal.oneLine(text));
  }

  private static String pointer(NodePath path, int from) {
    return IntStream.range(from, path.getNameCount())
        .mapToObj(path::getName)
        .collect(Collectors.joining("/", "/", ""));
  }

  private static Schema schema() {
    try (InputStream in = SilenceSchema.class.getResourceAsStream(FILE)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(in, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
