package rdsalert.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.DetectionRule;

/**
 * The calls that some rules could match, told apart by what every engine can compare: service, name
 * and outcome. Where a pattern says more this is coarser, and never narrower.
 */
public final class WantedCalls {
  /** What rules want of {@code errorCode} and {@code errorMessage}. */
  private enum Outcome {
    /** Neither has text. */
    SUCCESS,
    /** One of them has. */
    FAILURE,
    ANY
  }

  /** Services, and names of their calls; no service stands for all. */
  private record Calls(Set<String> services, Set<String> names) {
    Calls and(Calls more) {
      return new Calls(either(services, more.services), either(names, more.names));
    }

    private static Set<String> either(Set<String> some, Set<String> others) {
      return some.isEmpty() || others.isEmpty()
          ? Set.of()
          : Stream.of(some, others)
              .flatMap(Set::stream)
              .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private final Map<Outcome, Calls> calls = new EnumMap<>(Outcome.class);

  /** How an engine names what is compared; the last two are conditions. */
  record Terms(String service, String call, String succeeded, String failed) {}

  public WantedCalls(List<DetectionRule> rules) {
    rules.forEach(this::add);
  }

  private void add(DetectionRule rule) {
    JsonNode pattern = rule.pattern().json();
    Calls more =
        new Calls(Alternatives.words(pattern, "detail.eventSource"), new TreeSet<>(rule.calls()));
    calls.merge(outcome(pattern), more, Calls::and);
  }

  private static Outcome outcome(JsonNode pattern) {
    if (Stream.of("errorCode", "errorMessage")
        .allMatch(field -> pattern.path("detail").path(field).equals(EventPattern.absent()))) {
      return Outcome.SUCCESS;
    }
    return Alternatives.of(pattern).stream()
            .allMatch(one -> errors(one).anyMatch(WantedCalls::isText))
        ? Outcome.FAILURE
        : Outcome.ANY;
  }

  /** What an alternative allows in both fields; nothing where it does not look. */
  private static Stream<List<JsonNode>> errors(Map<String, List<JsonNode>> alternative) {
    return Stream.of("detail.errorCode", "detail.errorMessage")
        .map(path -> alternative.getOrDefault(path, List.of()));
  }

  private static boolean isText(List<JsonNode> values) {
    return !values.isEmpty()
        && values.stream()
            .map(value -> value.path("prefix").isMissingNode() ? value : value.path("prefix"))
            .map(value -> value.isObject() ? value.path("equals-ignore-case") : value)
            .allMatch(value -> value.isTextual() && !value.asText().isEmpty());
  }

  /** What selects them, over several lines. */
  String condition(Terms terms) {
    return calls.entrySet().stream()
        .map(entry -> condition(entry.getKey(), entry.getValue(), terms))
        .collect(Collectors.joining("\n  OR ", "(", ")"));
  }

  private static String condition(Outcome outcome, Calls calls, Terms terms) {
    String ofOutcome =
        switch (outcome) {
          case SUCCESS -> terms.succeeded() + "\n  AND ";
          case FAILURE -> terms.failed() + "\n  AND ";
          case ANY -> "";
        };
    String ofServices =
        calls.services().isEmpty() ? "" : isOneOf(terms.service(), calls.services()) + "\n  AND ";
    return ofOutcome + ofServices + isOneOf(terms.call(), calls.names());
  }

  private static String isOneOf(String term, Set<String> texts) {
    return texts.stream()
        .map(Query::text)
        .collect(Collectors.joining(",\n      ", term + " IN (\n      ", ")"));
  }
}
