package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.event.ruler.GenericMachine;

/**
 * Many event patterns in one machine of AWS's own matcher, judged at about the cost of one.
 *
 * @param <N> the names of the patterns
 */
public final class PatternSet<N> {
  /** Where in its text a pattern is wrong: of no use if the pattern is laid out differently. */
  private static final Pattern PLACE = Pattern.compile("\\s+at \\[Source.*", Pattern.DOTALL);

  private final GenericMachine<Integer> machine = GenericMachine.<Integer>builder().build();
  private final List<N> names = new ArrayList<>();
  private final List<Integer> always = new ArrayList<>();

  private PatternSet() {}

  /**
   * Compiles patterns; an empty one matches every event.
   *
   * @throws IllegalArgumentException if the matcher refuses one; the message says why
   */
  public static <N> PatternSet<N> of(Map<N, JsonNode> patterns) {
    PatternSet<N> set = new PatternSet<>();
    patterns.forEach(set::add);
    return set;
  }

  /** The names of all patterns that match, in the order in which they were given. */
  public List<N> matching(JsonNode event) {
    TreeSet<Integer> numbers = new TreeSet<>(always);
    if (!machine.isEmpty()) {
      numbers.addAll(machine.rulesForJSONEvent(event));
    }
    return numbers.stream().map(names::get).toList();
  }

  private void add(N name, JsonNode pattern) {
    int number = names.size();
    names.add(name);
    if (pattern.isObject() && pattern.isEmpty()) {
      always.add(number);
      return;
    }
    try {
      machine.addRule(number, pattern.toString());
    } catch (IOException | RuntimeException e) {
      String fault = PLACE.matcher(String.valueOf(e.getMessage())).replaceAll("");
      throw new IllegalArgumentException("not a valid event pattern: " + fault, e);
    }
  }
}
