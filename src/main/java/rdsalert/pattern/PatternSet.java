package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/** Many event patterns, judged in one go: a thousand cost hardly more than one. */
public final class PatternSet {
  /** Where in the text it is: of no use to somebody who sees the pattern in another layout. */
  private static final Pattern PLACE = Pattern.compile("\\s+at \\[Source.*", Pattern.DOTALL);

  private final GenericMachine<Integer> machine = GenericMachine.<Integer>builder().build();
  private final SortedSet<Integer> always = new TreeSet<>();

  /** Sound patterns, numbered by their places; a place without one is left out. */
  public static PatternSet of(List<? extends @Nullable JsonNode> patterns) {
    PatternSet set = new PatternSet();
    for (int number = 0; number < patterns.size(); number++) {
      JsonNode pattern = patterns.get(number);
      if (pattern != null) {
        set.add(number, pattern);
      }
    }
    return set;
  }

  public boolean isEmpty() {
    return always.isEmpty() && machine.isEmpty();
  }

  /**
   * What is wrong with a pattern; null if nothing. The empty pattern is sound.
   *
   * @param bounds of the file that it is in
   */
  public static @Nullable String fault(JsonNode pattern, PatternBounds bounds) {
    if (!pattern.isObject()) {
      return "it is not a JSON object";
    }
    if (pattern.isEmpty()) {
      return null;
    }
    Optional<String> tooMuch = bounds.take(pattern);
    if (tooMuch.isPresent()) {
      return tooMuch.get();
    }
    Optional<String> address = MistypedAddress.in(pattern);
    if (address.isPresent()) {
      return "'" + address.get() + "' looks like an address but is not one";
    }
    String fault = JsonRuleCompiler.check(pattern.toString());
    return fault == null ? compileFault(pattern) : PLACE.matcher(fault).replaceAll("");
  }

  /** The matcher's check lets some pass that it then refuses. */
  private static @Nullable String compileFault(JsonNode pattern) {
    try {
      new PatternSet().add(0, pattern);
      return null;
    } catch (RuntimeException e) {
      return "the matcher refuses it: " + e.getMessage();
    }
  }

  /** Adds a pattern that has no fault; an empty one matches every event. */
  private void add(int number, JsonNode pattern) {
    if (pattern.isEmpty()) {
      always.add(number);
      return;
    }
    try {
      machine.addRule(number, pattern.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("a pattern was found sound but cannot be compiled", e);
    }
  }

  /** The numbers of all patterns that match, in their order. */
  public SortedSet<Integer> matching(JsonNode event) {
    SortedSet<Integer> matching = new TreeSet<>(always);
    if (!machine.isEmpty()) {
      matching.addAll(machine.rulesForJSONEvent(event));
    }
    return matching;
  }
}
