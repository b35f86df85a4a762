package rdsalert.local.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that a team gives the template's parameters, in the file that SAM reads. */
final class StackSettings {
  private static final Pattern PAIR = Pattern.compile("(\\w+)=(\"((?:[^\"\\\\]|\\\\.)*)\"|\\S*)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private StackSettings() {}

  /**
   * Reads {@code samconfig.toml}.
   *
   * @return the values by the parameters' names, for each environment of SAM, mostly {@code
   *     default}, that has some
   * @throws IllegalArgumentException if it cannot be read
   */
  static Map<String, Map<String, String>> read(Path file) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> environment : tree(file).properties()) {
      JsonNode given = environment.getValue().at("/deploy/parameters/parameter_overrides");
      if (!given.isMissingNode()) {
        Map<String, String> values = new LinkedHashMap<>();
        put(given, values);
        found.put(environment.getKey(), values);
      }
    }
    return found;
  }

  private static JsonNode tree(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new TomlMapper().readTree(in);
    } catch (JacksonException e) {
      var where = e.getLocation();
      String line = where == null ? "" : "line " + where.getLineNr() + ": ";
      throw new IllegalArgumentException(
          file + ": " + line + "not TOML: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read", e);
    }
  }

  /** SAM takes a table, a list of any of these, or {@code A=x B="y"} as a guided run saves it. */
  private static void put(JsonNode given, Map<String, String> values) {
    if (given.isObject()) {
      given.properties().forEach(value -> values.put(value.getKey(), text(value.getValue())));
    } else if (given.isArray()) {
      given.forEach(element -> put(element, values));
    } else {
      Matcher pairs = PAIR.matcher(given.asText());
      while (pairs.find()) {
        String quoted = pairs.group(3);
        values.put(
            pairs.group(1),
            quoted == null ? pairs.group(2) : ESCAPED.matcher(quoted).replaceAll("$1"));
      }
    }
  }

  /** SAM is written in Python, whose true is True. */
  private static String text(JsonNode value) {
    return value.isBoolean() ? (value.booleanValue() ? "True" : "False") : value.asText();
  }
}
