package rdsalert.silence;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schema of a file of exceptions, which editors use. */
final class SilenceSchema {
  private static final Path FILE =
      Path.of("src/main/resources/rdsalert/local/exceptions.schema.json");

  private SilenceSchema() {}

  /** All that the schema has against a file. */
  static List<String> faults(String json) {
    return schema().validate(json, InputFormat.JSON).stream().map(Error::getMessage).toList();
  }

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
