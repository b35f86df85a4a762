package rdsalert.pattern;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Many event patterns in one machine of AWS's own matcher, judged at about the cost of one.
 *
 * @param <N> the names of the patterns
 */
public final class PatternSet<N> {
  /** Where in its text a pattern is wrong: of no use if the pattern is laid out differently. */
  private static final Pattern PLACE = Pattern.compile("\\s+at \\[Source.*", Pattern.DOTALL);

  private static final String CALL = "detail.eventName";
  private static final JsonPointer CALL_OF_EVENT = JsonPointer.compile("/detail/eventName");

  private final GenericMachine<Integer> machine = GenericMachine.<Integer>builder().build();
  private final List<Named<N>> patterns = new ArrayList<>();
  private final Set<Integer> always = new HashSet<>();

  /** A pattern and the names of the calls that it looks for; none if it may match any call. */
  private record Named<N>(N name, Set<String> calls) {
    boolean looksFor(String call) {
      return calls.isEmpty() || calls.contains(call);
    }
  }

  private PatternSet() {}

  /** An empty one matches every event; refuses what the matcher refuses. */
  public static <N> PatternSet<N> of(Map<N, JsonNode> patterns) {
    PatternSet<N> set = new PatternSet<>();
    patterns.forEach(set::add);
    return set;
  }

  /** The names of all patterns that match, in the order in which they were given. */
  public List<N> matching(JsonNode event) {
    if (lookingFor(event.at(CALL_OF_EVENT).asText()).isEmpty()) {
      return List.of();
    }
    TreeSet<Integer> places = new TreeSet<>(always);
    places.addAll(machine.rulesForJSONEvent(event));
    return places.stream().map(place -> patterns.get(place).name()).toList();
  }

  /** The names of the patterns that look for calls of a name: no other can match one. */
  public List<N> lookingFor(String call) {
    return patterns.stream().filter(one -> one.looksFor(call)).map(Named::name).toList();
  }

  /** Refuses what the matcher would, without compiling it, which may take long. */
  static void check(JsonNode pattern) {
    String fault = JsonRuleCompiler.check(pattern.toString());
    if (fault != null) {
      throw invalid(fault, null);
    }
  }

  private static IllegalArgumentException invalid(String fault, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "not a valid event pattern: " + PLACE.matcher(fault).replaceAll(""), cause);
  }

  private void add(N name, JsonNode pattern) {
    int place = patterns.size();
    if (pattern.isObject() && pattern.isEmpty()) {
      always.add(place);
    } else {
      compile(place, pattern);
    }
    patterns.add(new Named<>(name, Alternatives.words(pattern, CALL)));
  }

  private void compile(int place, JsonNode pattern) {
    try {
      machine.addRule(place, pattern.toString());
    } catch (IOException | RuntimeException e) {
      throw invalid(String.valueOf(e.getMessage()), e);
    }
  }
}
