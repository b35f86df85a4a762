package rdsalert.render;

import static rdsalert.render.Finding.put;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.briefing.Call;
import rdsalert.briefing.FactValues;
import rdsalert.briefing.FactValues.Value;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.text.SafeText;

/** The machine form of an alert. */
record AlertFinding(
    Briefing briefing, Headlines headlines, String thread, Optional<ObjectNode> exception) {
  private static final int MOST_LISTED = 20;

  String write() {
    Call call = briefing.call();
    Alert alert = briefing.alert();
    ManagementEvent event = alert.event();
    DetectionRule rule = alert.rule();
    Finding finding = new Finding(rule, Message.Kind.ALERT, alert.id(), alert.raisedAt());
    Instant called = event.eventTime();
    finding
        .about(headlines.title(), called, called, 1)
        .cloud(event.account(), event.region(), call.partition().id())
        .remediation(remediation());
    ObjectNode metadata = finding.metadata().put("original_event_uid", event.eventId());
    metadata.put("original_time", called.toString());
    metadata.put("correlation_uid", thread);
    ObjectNode info = finding.info(rule.name(), List.of(event.eventName()));
    info.put("first_seen_time", called.toEpochMilli());
    info.put("last_seen_time", called.toEpochMilli());
    briefing.console().ifPresent(link -> info.put("src_url", link));
    finding.json().putArray("evidences").add(CallEvidence.of(call));
    resources(call, finding.json().putArray("resources"));
    CallEvidence.observables(finding.json());
    unmapped(alert, finding.json().putObject("unmapped"));
    return finding.text();
  }

  private String remediation() {
    return briefing.respond().stream()
        .map(step -> step.in(SafeText::word))
        .collect(Collectors.joining(" "));
  }

  /** A resource needs a name or an id; an event may have neither. */
  private static void resources(Call call, ArrayNode resources) {
    FactValues facts = call.facts();
    Report.Resource of = call.rule().report().resource();
    String name = of == null ? null : facts.text(of.name());
    String uid = of == null ? null : facts.text(of.uid());
    if (of == null || (name == null && uid == null)) {
      return;
    }
    String type = of.type().fill(call).in(SafeText::word);
    ObjectNode resource = resources.addObject().put("type", type);
    put(resource, "name", name);
    put(resource, "uid", uid);
    resource.put("region", Finding.cut(call.event().region()));
    resource.put("cloud_partition", call.partition().id());
    ObjectNode data = resource.putObject("data");
    of.data().forEach((as, datum) -> data(facts, data, as, datum));
  }

  private static void data(FactValues facts, ObjectNode data, String as, Report.Datum datum) {
    if (datum.list()) {
      ArrayNode list = data.putArray(as);
      facts.all(datum.fact()).stream().limit(MOST_LISTED).forEach(value -> element(list, value));
    } else {
      put(data, as, facts.text(datum.fact()));
    }
  }

  private static void element(ArrayNode list, Value value) {
    String text = value.text();
    if (text != null) {
      list.add(Finding.cut(text));
      return;
    }
    ObjectNode element = list.addObject();
    value.fields().forEach((name, field) -> element.put(name, Finding.cut(field)));
  }

  private void unmapped(Alert alert, ObjectNode unmapped) {
    ArrayNode signals = unmapped.putArray("signals");
    for (Signal signal : briefing.signals()) {
      signals
          .addObject()
          .put("id", signal.id())
          .put("bearing", signal.bearing().name().toLowerCase(Locale.ROOT))
          .put("reason", signal.reason().in(SafeText::word));
    }
    if (!alert.others().isEmpty()) {
      ArrayNode others = unmapped.putArray("also_matched");
      for (DetectionRule other : alert.others()) {
        others.addObject().put("uid", other.id()).put("name", other.name());
      }
    }
    unmapped.put("place", alert.position().words());
    exception.ifPresent(entry -> unmapped.set("exception", entry));
    unmapped.put("late", alert.late()).put("replayed", alert.event().isReplay());
  }
}
