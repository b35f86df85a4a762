package rdsalert.pattern;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Many event patterns, judged by AWS's own matcher at about the cost of one. Those that look for
 * the same calls are compiled together, when the first such call comes: ranges of numbers take
 * long, and most of the patterns are never needed.
 *
 * @param <N> the names of the patterns
 */
public final class PatternSet<N> {
  /** Where in its text a pattern is wrong: of no use if the pattern is laid out differently. */
  private static final Pattern PLACE = Pattern.compile("\\s+at \\[Source.*", Pattern.DOTALL);

  private static final String CALL = "detail.eventName";
  private static final JsonPointer CALL_OF_EVENT = JsonPointer.compile("/detail/eventName");

  private final List<Named<N>> patterns;
  private final List<Integer> ofEverything;
  private final List<Integer> ofAnyCall;
  private final Map<List<Integer>, GenericMachine<Integer>> machines = new ConcurrentHashMap<>();

  /** A pattern and the names of the calls that it looks for; none if it may match any call. */
  private record Named<N>(N name, JsonNode pattern, Set<String> calls) {
    boolean isOfEverything() {
      return pattern.isObject() && pattern.isEmpty();
    }
  }

  private PatternSet(List<Named<N>> patterns) {
    this.patterns = patterns;
    this.ofEverything = places(Named::isOfEverything);
    this.ofAnyCall = places(one -> one.calls().isEmpty() && !one.isOfEverything());
  }

  /** An empty one matches every event. What the matcher refuses is refused once it is compiled. */
  public static <N> PatternSet<N> of(Map<N, JsonNode> patterns) {
    List<Named<N>> named = new ArrayList<>();
    patterns.forEach(
        (name, json) -> named.add(new Named<>(name, json, Alternatives.words(json, CALL))));
    return new PatternSet<>(named);
  }

  /** Compiles them all now: before a snapshot, or where one may have to be refused. */
  public void compile() {
    machine(ofAnyCall);
    patterns.stream().flatMap(one -> one.calls().stream()).map(this::naming).forEach(this::machine);
  }

  /** The names of all patterns that match, in the order in which they were given. */
  public List<N> matching(JsonNode event) {
    String call = event.at(CALL_OF_EVENT).asText();
    Set<Integer> matched = new TreeSet<>(ofEverything);
    Stream.of(ofAnyCall, naming(call))
        .filter(places -> !places.isEmpty())
        .forEach(places -> matched.addAll(machine(places).rulesForJSONEvent(event)));
    return matched.stream().map(place -> patterns.get(place).name()).toList();
  }

  /** The names of the patterns that look for calls of a name: no other can match one. */
  public List<N> lookingFor(String call) {
    return patterns.stream()
        .filter(one -> one.calls().isEmpty() || one.calls().contains(call))
        .map(Named::name)
        .toList();
  }

  /**
   * Refuses what the matcher would, without compiling it, which may take long, and what it would
   * take for something else than its writer.
   */
  static void check(JsonNode pattern) {
    if (Alternatives.of(pattern).size() > Alternatives.MOST) {
      throw new IllegalArgumentException(
          "it has more than 1,000 alternatives, as each $or is multiplied by the others; list values"
              + " instead");
    }
    String fault = JsonRuleCompiler.check(pattern.toString());
    if (fault != null) {
      throw invalid(fault, null);
    }
  }

  private static IllegalArgumentException invalid(String fault, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "not a valid event pattern: " + PLACE.matcher(fault).replaceAll(""), cause);
  }

  private List<Integer> naming(String call) {
    return places(one -> one.calls().contains(call));
  }

  private List<Integer> places(Predicate<Named<N>> wanted) {
    return IntStream.range(0, patterns.size())
        .filter(place -> wanted.test(patterns.get(place)))
        .boxed()
        .toList();
  }

  private GenericMachine<Integer> machine(List<Integer> places) {
    return machines.computeIfAbsent(places, this::compile);
  }

  private GenericMachine<Integer> compile(List<Integer> places) {
    GenericMachine<Integer> machine = GenericMachine.<Integer>builder().build();
    for (int place : places) {
      try {
        machine.addRule(place, patterns.get(place).pattern().toString());
      } catch (IOException | RuntimeException e) {
        throw invalid(String.valueOf(e.getMessage()), e);
      }
    }
    return machine;
  }
}
