package rdsalert.aws;

import static rdsalert.aws.Attributes.*;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Gravity;
import rdsalert.briefing.Gravity.Cause;
import rdsalert.briefing.HeldAlert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule.Rating.Severity;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The summary of a held alert as an attribute, readable by a person who queries the table. */
final class Summaries {
  private static final String EXCEPTION = "exception";

  private Summaries() {}

  /** With the id of the exception that silenced the alert, if one did. */
  static AttributeValue write(HeldAlert alert, @Nullable String exceptionId) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("eventId", text(alert.eventId()));
    map.put("eventTime", text(alert.eventTime().toString()));
    map.put("actor", text(alert.actor()));
    map.put("actorName", text(alert.actorName()));
    map.put("account", text(alert.account()));
    map.put("region", text(alert.region()));
    putIfPresent(map, "sourceAddress", alert.sourceAddress());
    putIfPresent(map, "resource", alert.resource());
    putIfPresent(map, EXCEPTION, exceptionId);
    map.put("rule", text(alert.gravity().ruleId()));
    map.put("severity", text(alert.gravity().severity().name()));
    map.put("risk", number(alert.gravity().riskScore()));
    if (alert.gravity().isUrgent()) {
      map.put(
          "urgent",
          AttributeValue.fromSs(alert.gravity().causes().stream().map(Cause::name).toList()));
    }
    return AttributeValue.fromM(map);
  }

  /** The id of the exception that silenced an alert. */
  static String exception(@Nullable AttributeValue summary) {
    String id = summary == null ? null : textOf(summary.m(), EXCEPTION);
    return id == null ? "unknown" : id;
  }

  /** Null if there is none, or if it is incomplete or a later version's. */
  static @Nullable HeldAlert read(@Nullable AttributeValue summary) {
    try {
      return summary == null ? null : alert(summary.m());
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static HeldAlert alert(Map<String, AttributeValue> map) {
    return new HeldAlert(
        required(map, "eventId"),
        Instant.parse(required(map, "eventTime")),
        required(map, "actor"),
        required(map, "actorName"),
        new ManagementEvent.Scope(required(map, "account"), required(map, "region")),
        textOf(map, "sourceAddress"),
        resource(map),
        gravity(map));
  }

  /** The first version had one rule and one kind of resource. */
  private static @Nullable String resource(Map<String, AttributeValue> map) {
    String resource = textOf(map, "resource");
    return resource != null ? resource : textOf(map, "groupName");
  }

  /** The first version noted none. */
  private static Gravity gravity(Map<String, AttributeValue> map) {
    String rule = textOf(map, "rule");
    if (rule == null) {
      return Gravity.unknown();
    }
    AttributeValue urgent = map.get("urgent");
    return new Gravity(
        rule,
        Severity.valueOf(required(map, "severity")),
        (int) longOf(map, "risk", 0),
        urgent == null ? List.of() : urgent.ss().stream().map(Cause::valueOf).sorted().toList());
  }

  private static String required(Map<String, AttributeValue> map, String name) {
    String value = textOf(map, name);
    if (value == null) {
      throw new IllegalArgumentException("a summary without " + name);
    }
    return value;
  }

  private static void putIfPresent(
      Map<String, AttributeValue> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, text(value));
    }
  }
}
