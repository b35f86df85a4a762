package rdsalert.local;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON Schema of a file of exceptions, which editors use too. */
final class ExceptionSchema {
  private static final String FILE = "exceptions.schema.json";
  private static final int MOST_SHOWN = 20;

  private ExceptionSchema() {}

  /** What the schema has against a file: where, and what. */
  static List<String> faults(String json) {
    return schema().validate(json, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .map(Terminal::oneLine)
        .distinct()
        .limit(MOST_SHOWN)
        .toList();
  }

  private static Schema schema() {
    try (InputStream in = ExceptionSchema.class.getResourceAsStream(FILE)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(in, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
