package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.Alternatives;
import rdsalert.pattern.EventPattern;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating.Severity;

/**
 * An exception: known calls that need no alert, who answers for them, and until when.
 *
 * @param ruleId the only rule it is for; null for all of them
 * @param pattern an EventBridge event pattern: which events it covers
 * @param expires from this moment on it silences nothing
 * @param schedule null for any time
 * @param broad whether it is meant to cover any caller, root included
 */
public record Silence(
    String id,
    @Nullable String ruleId,
    JsonNode pattern,
    String owner,
    String reason,
    Instant expires,
    @Nullable MaintenanceSchedule schedule,
    boolean broad) {
  /** What rules of this technique look for is reached from outside, whatever the request names. */
  private static final String REMOTE_SERVICES = "T1133";

  public Reach reach() {
    return Reach.of(pattern, schedule);
  }

  public boolean mayCoverRoot() {
    return broad && reach() != Reach.IDENTITIES;
  }

  /**
   * Why it does not cover a hit though its pattern matches, as the end of a sentence; empty if it
   * covers it.
   */
  Optional<String> objection(DetectionRule rule, ManagementEvent event) {
    if (schedule != null && !schedule.covers(event.eventTime())) {
      return Optional.of("is limited to hours in which this call was not made");
    }
    JsonNode ofKind = patternFor(event.sourceAddress());
    if (!ofKind.equals(pattern) && !EventPattern.of(ofKind).matches(event)) {
      return Optional.of("covers the address by no range of its kind, IPv4 or IPv6");
    }
    if (!EveryValue.isCovered(ofKind, event.json())) {
      return Optional.of("covers only some of the values that the call lists");
    }
    if (!broad && event.actor().isOfRoot()) {
      return Optional.of("does not cover root: it is not marked as broad");
    }
    return broad || reach() == Reach.IDENTITIES ? Optional.empty() : ofAccount(rule, event);
  }

  /**
   * The pattern without ranges of callers' addresses that are of another kind than this one: the
   * matcher compares bytes alone, and 42.2.0.0/16 is the beginning of 2a02::1 too.
   */
  private JsonNode patternFor(@Nullable String address) {
    JsonNode ofKind = pattern.deepCopy();
    if (address != null) {
      Stream.of("sourceIPAddress", "detail.sourceIPAddress") // for the matcher the same
          .flatMap(name -> ofKind.findValues(name).stream())
          .forEach(values -> dropRanges(values, !isSix(address)));
    }
    return ofKind;
  }

  /** Such a range becomes a text that no address is: a list must not be empty. */
  private static void dropRanges(JsonNode values, boolean six) {
    for (int i = 0; values instanceof ArrayNode list && i < list.size(); i++) {
      JsonNode range = list.path(i).path("cidr");
      if (range.isTextual() && isSix(range.asText()) == six) {
        list.set(i, "");
      }
    }
  }

  private static boolean isSix(String address) {
    return address.contains(":");
  }

  /** What it does not cover if it rests on an account: anyone there can meet names or tags. */
  private Optional<String> ofAccount(DetectionRule rule, ManagementEvent event) {
    if (!event.account().equals(event.actor().account())) {
      return Optional.of("names no caller, so it does not cover callers from another account");
    }
    if (opensToInternet(rule, event)) {
      return Optional.of("names no caller, so it does not cover access for the whole internet");
    }
    return ruleId == null && rule.severity().compareTo(Severity.HIGH) >= 0
        ? Optional.of("names neither caller nor rule, so it covers no rule of high severity")
        : Optional.empty();
  }

  private static boolean opensToInternet(DetectionRule rule, ManagementEvent event) {
    JsonNode request = event.detail().path("requestParameters");
    return event.opensToInternet()
        || rule.rating().attacks().stream()
            .anyMatch(attack -> attack.technique().id().equals(REMOTE_SERVICES))
        || request.findValues("publiclyAccessible").stream().anyMatch(JsonNode::asBoolean)
        || request.findValues("valuesToAdd").stream()
            .flatMap(one -> one.isArray() ? one.valueStream() : Stream.of(one))
            .anyMatch(value -> value.asText().equals("all"));
  }

  /**
   * Whether a pattern that matches an event also covers every value of the lists it looks at.
   *
   * <p>For the matcher one value is enough; an exception for a friend must not cover a friend and a
   * stranger. Tags are different: each one says something of the same thing, so one is enough.
   *
   * @param paths what the pattern looks at
   */
  private record EveryValue(Set<String> paths) {
    /** An event that lists more, all lists multiplied, is not covered. */
    private static final int MOST = 1_000;

    static boolean isCovered(JsonNode pattern, JsonNode event) {
      List<JsonNode> parts = new EveryValue(Alternatives.paths(pattern)).each("", event);
      if (parts.size() == 1 || parts.size() > MOST) {
        return parts.size() == 1;
      }
      PatternSet<String> one = PatternSet.of(Map.of("", pattern));
      return parts.stream().noneMatch(part -> one.matching(part).isEmpty());
    }

    /** All ways to take one value of each list, without what the pattern does not look at. */
    private List<JsonNode> each(String path, JsonNode node) {
      if (!node.isContainerNode() || node.isEmpty() || isTags(node)) {
        return List.of(node);
      }
      return node.isArray()
          ? node.valueStream()
              .flatMap(element -> each(path, element).stream())
              .<JsonNode>map(one -> JsonNodeFactory.instance.arrayNode().add(one))
              .limit(MOST + 1L)
              .toList()
          : eachOfObject(path, node);
    }

    private List<JsonNode> eachOfObject(String path, JsonNode object) {
      List<JsonNode> all = List.of(JsonNodeFactory.instance.objectNode());
      for (var field : object.properties()) {
        String inner = path + field.getKey() + ".";
        if (paths.stream().anyMatch(looked -> (looked + ".").startsWith(inner))) {
          List<JsonNode> values = each(inner, field.getValue());
          all =
              all.stream()
                  .flatMap(one -> values.stream().map(value -> with(one, field.getKey(), value)))
                  .limit(MOST + 1L)
                  .toList();
        }
      }
      return all;
    }

    private static JsonNode with(JsonNode object, String name, JsonNode value) {
      return object.<ObjectNode>deepCopy().set(name, value);
    }

    private static boolean isTags(JsonNode node) {
      return node.isArray()
          && node.valueStream()
              .allMatch(
                  element ->
                      element.has("key") && element.size() == (element.has("value") ? 2 : 1));
    }
  }
}
