package rdsalert.render;

import static rdsalert.render.Finding.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.briefing.Briefing.Signal;
import rdsalert.briefing.FactValues;
import rdsalert.briefing.FactValues.Value;
import rdsalert.event.Actor;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;

/** The machine form of an alert. */
record AlertFinding(
    Briefing briefing, Headlines headlines, String thread, Optional<ObjectNode> exception) {
  private static final int MOST_LISTED = 20;

  /** What an analyst would search for elsewhere: addresses, names, keys, resources. */
  private static final List<Observable> OBSERVABLES =
      List.of(
          new Observable("evidences[0].src_endpoint.ip", 2, "IP Address"),
          new Observable("evidences[0].actor.user.name", 4, "User Name"),
          new Observable("evidences[0].actor.user.uid", 31, "User Object: uid"),
          new Observable("evidences[0].actor.user.credential_uid", 19, "User Credential ID"),
          new Observable("evidences[0].http_request.user_agent", 16, "HTTP User-Agent"),
          new Observable("resources[0].uid", 10, "Resource UID"));

  /** An attribute of a finding, with OCSF's number and name of its kind. */
  private record Observable(String name, int type, String caption) {}

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
    finding.json().putArray("evidences").add(evidence(call));
    resources(call, finding.json().putArray("resources"));
    observables(finding.json());
    unmapped(alert, finding.json().putObject("unmapped"));
    return finding.text();
  }

  /** What was called, by whom, from where, with what. */
  private static ObjectNode evidence(Call call) {
    ManagementEvent event = call.event();
    ObjectNode evidence = JsonText.object().put("name", event.eventName());
    ObjectNode api = evidence.putObject("api").put("operation", event.eventName());
    ObjectNode service = api.putObject("service").put("name", event.eventSource());
    service.put("uid", event.eventSource().replaceFirst("[.].*", ""));
    String version = Json.scalar(event.detail().path("apiVersion"));
    service.put("version", version == null ? "unknown" : Finding.cut(version));
    put(api, "request.uid", event.requestId());
    actor(call.actor(), evidence);
    Finding.endpoint(call.source(), evidence);
    put(evidence, "http_request.user_agent", call.tool().agent());
    ObjectNode data = evidence.putObject("data").put("event_id", event.eventId());
    VpcEndpoint endpoint = call.endpoint();
    if (endpoint != null) {
      put(data, "vpc_endpoint_id", endpoint.id());
      put(data, "vpc_endpoint_account", endpoint.account());
    }
    return evidence;
  }

  /** The schema wants one of user, session and invoked_by; an event may have none of them. */
  private static void actor(ActorPhrase phrase, ObjectNode evidence) {
    Actor actor = phrase.actor();
    put(evidence, "actor.user.name", phrase.name());
    put(evidence, "actor.user.uid", actor.arn());
    if (actor.account() != null) {
      Finding.account(evidence.withObject("/actor/user"), actor.account());
    }
    if (evidence.has("actor")) {
      put(evidence, "actor.user.uid_alt", actor.principalId());
      put(evidence, "actor.user.credential_uid", actor.accessKeyId());
      int type = phrase.kind() == Kind.ROOT ? 2 : phrase.kind() == Kind.SERVICE ? 4 : 99;
      evidence.withObject("/actor/user").put("type_id", type);
      put(evidence, "actor.user.type", actor.type());
    }
    session(actor, phrase.mfa(), evidence);
    put(evidence, "actor.invoked_by", actor.invokedBy());
    Actor.Federation federation = actor.session().federation();
    if (evidence.has("actor") && federation != null) {
      put(evidence, "actor.idp.name", federation.provider());
    }
  }

  private static void session(Actor actor, Actor.Mfa mfa, ObjectNode evidence) {
    Actor.Session session = actor.session();
    put(evidence, "actor.session.uid", actor.sessionName());
    put(evidence, "actor.session.uid_alt", session.sourceIdentity());
    put(evidence, "actor.session.issuer", session.issuer().arn());
    if (session.started() != null) {
      long started = session.started().toEpochMilli();
      evidence.withObject("/actor/session").put("created_time", started);
    }
    if (mfa != Actor.Mfa.UNKNOWN) {
      evidence.withObject("/actor/session").put("is_mfa", mfa == Actor.Mfa.USED);
    }
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
    String name = facts.text(of.name());
    String uid = facts.text(of.uid());
    if (name == null && uid == null) {
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

  private static void observables(ObjectNode finding) {
    ArrayNode all = JsonText.object().arrayNode();
    for (Observable one : OBSERVABLES) {
      JsonNode value = finding.at("/" + one.name.replace("[0]", "/0").replace('.', '/'));
      if (value.isTextual()) {
        ObjectNode observable = all.addObject().put("name", one.name).put("type_id", one.type);
        observable.put("type", one.caption).put("value", value.asText());
      }
    }
    if (!all.isEmpty()) {
      finding.set("observables", all);
    }
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
