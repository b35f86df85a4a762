package rdsalert.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import rdsalert.text.JsonText;
import rdsalert.text.PackagedText;

/**
 * What rules name by a word: steps that fit every call, words that speak of the same thing
 * everywhere, and the names of ATT&CK's tactics and techniques, of these also their tactics.
 *
 * @param packs the files of each pack, and of the rules about the stack itself
 */
record Shared(
    Map<String, String> steps,
    Map<String, List<String>> words,
    Map<String, List<String>> attackNames,
    Map<String, List<String>> packs) {
  private static final String STEPS = "steps.yaml";
  private static final String WORDS = "words.yaml";

  static Shared packaged() {
    return new Shared(
        read(STEPS, RuleValue::text),
        read(WORDS, word -> word.listOrOne(RuleValue::text)),
        read("attack.yaml", name -> name.listOrOne(RuleValue::text)),
        read("packs.yaml", pack -> pack.list(RuleValue::text)));
  }

  private static <T> Map<String, T> read(String file, Function<RuleValue, T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    json(packaged(file)).map().forEach((name, value) -> values.put(name, reader.apply(value)));
    return values;
  }

  /** The content of a file as the build packed it, which is JSON. */
  static String packaged(String file) {
    return PackagedText.of("/rdsalert/rules/" + file + ".json");
  }

  static RuleValue json(String packed) {
    return new RuleValue(JsonText.read(packed), "", Map.of());
  }

  /** A step as it is written, or the shared one that {@code $name} stands for. */
  String step(String written) {
    return isName(written) ? named(written, steps, STEPS) : written;
  }

  /** A word as it is written, or the shared ones that {@code $name} stands for. */
  List<String> words(String written) {
    return isName(written) ? named(written, words, WORDS) : List.of(written);
  }

  private static boolean isName(String written) {
    return written.startsWith("$");
  }

  private static <T> T named(String written, Map<String, T> shared, String file) {
    T value = shared.get(written.substring(1));
    if (value == null) {
      throw new IllegalArgumentException(
          written + " is not in " + file + "; there are " + RuleValue.listed(shared.keySet()));
    }
    return value;
  }
}
