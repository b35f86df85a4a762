package rdsalert.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rdsalert.event.DbSecurityGroup;
import rdsalert.event.ManagementEvent;

/** The machine form of an alert. */
final class AlertFinding {
  private static final int MOST_LISTED = 20;

  private final Alert alert;
  private final ManagementEvent event;

  private AlertFinding(Alert alert) {
    this.alert = alert;
    this.event = alert.event();
  }

  static String write(Alert alert) {
    return new AlertFinding(alert).write();
  }

  private String write() {
    Finding finding = new Finding(alert.rule(), Message.Kind.ALERT, alert.id(), alert.raisedAt());
    finding
        .message(Headline.of(event))
        .between(event.eventTime(), event.eventTime(), 1)
        .cloud(event.account(), event.region())
        .remediation(remediation());
    metadata((ObjectNode) finding.json().get("metadata"));
    info(finding.info(alert.id(), alert.rule().name(), alert.raisedAt()));
    finding.json().putArray("evidences").add(CallEvidence.of(event));
    resources(finding.json().putArray("resources"));
    Observables.of(event).addTo(finding.json());
    unmapped(finding.json().putObject("unmapped"));
    return finding.text();
  }

  private void metadata(ObjectNode metadata) {
    metadata.put("original_event_uid", event.eventId());
    metadata.put("original_time", event.eventTime().toString());
    metadata.put("correlation_uid", MessageIds.thread(alert));
  }

  private void info(ObjectNode info) {
    info.put("first_seen_time", event.eventTime().toEpochMilli());
    info.put("last_seen_time", event.eventTime().toEpochMilli());
    info.put("src_url", ConsoleLinks.event(event));
  }

  private String remediation() {
    Facts facts = Facts.of(event, SafeText::word);
    GuideSteps guide = new GuideSteps(facts, Map.of(), alert.rule().guide());
    return String.join(" ", guide.texts(alert.rule().guide().respond()));
  }

  /** A resource needs a name or an ARN; an event may have neither. */
  private void resources(ArrayNode resources) {
    DbSecurityGroup group = event.securityGroup();
    if (group.name() == null && group.arn() == null) {
      return;
    }
    ObjectNode resource = resources.addObject().put("type", "AWS::RDS::DBSecurityGroup");
    putIfPresent(resource, "name", group.name());
    putIfPresent(resource, "uid", group.arn());
    resource.put("region", Finding.cut(event.region()));
    resource.put("cloud_partition", event.partition().id());
    groupData(group, resource.putObject("data"));
  }

  private static void groupData(DbSecurityGroup group, ObjectNode data) {
    putIfPresent(data, "description", group.description());
    putIfPresent(data, "requested_name", group.requestedName());
    ArrayNode ranges = data.putArray("address_ranges");
    group.addressRanges().stream()
        .limit(MOST_LISTED)
        .forEach(range -> putIfPresent(ranges.addObject(), "cidr", range.cidr()));
    ArrayNode members = data.putArray("ec2_groups");
    group.ec2Groups().stream()
        .limit(MOST_LISTED)
        .forEach(member -> putIfPresent(members.addObject(), "id", member.id()));
    ArrayNode tags = data.putArray("tags");
    group.tags().stream()
        .limit(MOST_LISTED)
        .forEach(
            tag ->
                tags.addObject()
                    .put("key", Finding.cut(tag.key()))
                    .put("value", Finding.cut(tag.value())));
  }

  private void unmapped(ObjectNode unmapped) {
    ArrayNode signals = unmapped.putArray("signals");
    Signals.of(alert, SafeText::word)
        .forEach(
            signal ->
                signals
                    .addObject()
                    .put("id", signal.id())
                    .put("bearing", signal.bearing().word())
                    .put("reason", signal.reason()));
    if (!alert.others().isEmpty()) {
      ArrayNode others = unmapped.putArray("also_matched");
      alert
          .others()
          .forEach(rule -> others.addObject().put("uid", rule.id()).put("name", rule.name()));
    }
    unmapped.put("place", Phrases.place(alert.place()));
    ReadyException.of(alert).ifPresent(entry -> unmapped.set("exception", entry));
    unmapped.put("late", alert.late()).put("replayed", event.isReplay());
  }

  static void putIfPresent(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, Finding.cut(text));
    }
  }
}
