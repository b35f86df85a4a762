package rdsalert.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.pattern.Alternatives;
import rdsalert.rule.DetectionRule;

/**
 * The calls that some rules could match, told apart by what every engine can compare: service, name
 * and outcome. Where a pattern says more this is coarser, and never narrower.
 */
public final class WantedCalls {
  private static final Pattern LINE = Pattern.compile("(.{1,102})(, |$)");

  /** What rules want of {@code errorCode} and {@code errorMessage}. */
  private enum Outcome {
    /** Neither has text. */
    SUCCESS,
    /** One of them has. */
    FAILURE,
    ANY
  }

  /** By outcome and service, the names of the calls; no service, or no name, stands for all. */
  private final Map<Outcome, SortedMap<String, Set<String>>> calls = new EnumMap<>(Outcome.class);

  /** How an engine names what is compared; the last two are conditions. */
  record Terms(String service, String call, String succeeded, String failed) {}

  public WantedCalls(List<DetectionRule> rules) {
    rules.stream().map(rule -> rule.pattern().json()).forEach(this::add);
  }

  private void add(JsonNode pattern) {
    Set<String> names = Alternatives.words(pattern, "detail.eventName");
    Set<String> services = Alternatives.words(pattern, "detail.eventSource");
    var byService = calls.computeIfAbsent(outcome(pattern), _ -> new TreeMap<>());
    for (String service : services.isEmpty() ? Set.of("") : services) {
      byService.merge(service, names, WantedCalls::either);
    }
  }

  private static Set<String> either(Set<String> some, Set<String> others) {
    return some.isEmpty() || others.isEmpty()
        ? Set.of()
        : Stream.of(some, others).flatMap(Set::stream).collect(Collectors.toSet());
  }

  private static Outcome outcome(JsonNode pattern) {
    var alternatives = Alternatives.of(pattern);
    if (alternatives.size() > Alternatives.MOST) {
      return Outcome.ANY;
    }
    boolean success =
        alternatives.stream().allMatch(one -> errors(one).allMatch(WantedCalls::isNothing));
    boolean failure =
        alternatives.stream().allMatch(one -> errors(one).anyMatch(WantedCalls::isText));
    return success ? Outcome.SUCCESS : failure ? Outcome.FAILURE : Outcome.ANY;
  }

  /** What an alternative allows in both fields; nothing where it does not look. */
  private static Stream<List<JsonNode>> errors(Map<String, List<JsonNode>> alternative) {
    return Stream.of("detail.errorCode", "detail.errorMessage")
        .map(path -> alternative.getOrDefault(path, List.of()));
  }

  private static boolean isNothing(List<JsonNode> values) {
    return !values.isEmpty()
        && values.stream()
            .allMatch(
                value ->
                    value.isNull()
                        || (value.isTextual() && value.asText().isEmpty())
                        || value.path("exists").asText().equals("false"));
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

  private static String condition(
      Outcome outcome, SortedMap<String, Set<String>> byService, Terms terms) {
    Map<Set<String>, List<String>> servicesByCalls =
        byService.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    String calls =
        servicesByCalls.entrySet().stream()
            .map(entry -> condition(entry.getValue(), entry.getKey(), terms))
            .collect(Collectors.joining("\n    OR ", "(", ")"));
    return switch (outcome) {
      case SUCCESS -> terms.succeeded() + "\n  AND " + calls;
      case FAILURE -> terms.failed() + "\n  AND " + calls;
      case ANY -> calls;
    };
  }

  /** Services of the same calls stand together, as CloudTrail Lake takes 10,000 characters. */
  private static String condition(List<String> services, Set<String> names, Terms terms) {
    String all = services.stream().map(Query::text).collect(Collectors.joining(", "));
    String ofService =
        services.contains("")
            ? "TRUE"
            : terms.service() + (services.size() == 1 ? " = " + all : " IN (" + all + ")");
    return names.isEmpty()
        ? ofService
        : ofService + " AND " + terms.call() + " IN (\n      " + list(names) + ")";
  }

  private static String list(Set<String> names) {
    String list = names.stream().sorted().map(Query::text).collect(Collectors.joining(", "));
    return LINE.matcher(list)
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.joining(",\n      "));
  }
}
