package rdsalert.rule;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What rules name by a word: steps that fit every call, and the names of ATT&CK's tactics and
 * techniques.
 */
record Shared(Map<String, String> steps, Map<String, String> attackNames) {
  static Shared packaged() {
    return new Shared(texts("steps.yaml"), texts("attack.yaml"));
  }

  private static Map<String, String> texts(String file) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (InputStream in = packaged(file)) {
      YamlValue.read(in).map().forEach((name, text) -> texts.put(name, text.text()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new InvalidRuleException(file + ": " + e.getMessage(), e);
    }
    return texts;
  }

  static InputStream packaged(String file) throws IOException {
    InputStream in = Shared.class.getResourceAsStream("/rdsalert/rules/" + file);
    if (in == null) {
      throw new FileNotFoundException("rdsalert/rules/" + file);
    }
    return in;
  }

  /** A step as it is written, or the shared one that {@code $name} stands for. */
  String step(String written) {
    if (!written.startsWith("$")) {
      return written;
    }
    String shared = steps.get(written.substring(1));
    if (shared == null) {
      throw new IllegalArgumentException(
          written + " is not in steps.yaml; there are " + YamlValue.listed(steps.keySet()));
    }
    return shared;
  }
}
