package rdsalert.render;

import static rdsalert.render.Finding.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.briefing.Call;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.event.ManagementEvent.VpcEndpoint;
import rdsalert.event.RecordPath;
import rdsalert.text.JsonText;

/** The call as OCSF evidence: what was called, by whom, from where, with what. */
final class CallEvidence {
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
  private record Observable(String name, int type, String caption) {
    private JsonNode in(ObjectNode finding) {
      return finding.at("/" + name.replace("[0]", "/0").replace('.', '/'));
    }
  }

  private CallEvidence() {}

  static ObjectNode of(Call call) {
    ManagementEvent event = call.event();
    ObjectNode evidence = JsonText.object().put("name", event.eventName());
    ObjectNode api = evidence.putObject("api").put("operation", event.eventName());
    ObjectNode service = api.putObject("service").put("name", event.eventSource());
    service.put("uid", event.eventSource().replaceFirst("[.].*", ""));
    String version = RecordPath.text(event.detail().path("apiVersion"));
    service.put("version", version == null ? "unknown" : Finding.cut(version));
    put(api, "request.uid", event.requestId());
    actor(call.actor(), evidence);
    endpoint(call.source(), evidence);
    put(evidence, "http_request.user_agent", call.tool().agent());
    ObjectNode data = evidence.putObject("data").put("event_id", event.eventId());
    VpcEndpoint endpoint = call.endpoint();
    if (endpoint != null) {
      put(data, "vpc_endpoint_id", endpoint.id());
      put(data, "vpc_endpoint_account", endpoint.account());
    }
    return evidence;
  }

  static void observables(ObjectNode finding) {
    ArrayNode all = JsonText.object().arrayNode();
    for (Observable one : OBSERVABLES) {
      JsonNode value = one.in(finding);
      if (value.isTextual()) {
        ObjectNode observable = all.addObject().put("name", one.name).put("type_id", one.type);
        observable.put("type", one.caption).put("value", value.asText());
      }
    }
    if (!all.isEmpty()) {
      finding.set("observables", all);
    }
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
    Actor.Issuer issuer = session.issuer();
    put(evidence, "actor.session.issuer", issuer == null ? null : issuer.arn());
    if (session.started() != null) {
      long started = session.started().toEpochMilli();
      evidence.withObject("/actor/session").put("created_time", started);
    }
    if (mfa != Actor.Mfa.UNKNOWN) {
      boolean used = mfa == Actor.Mfa.USED;
      evidence.withObject("/actor/session").put("is_mfa", used);
    }
  }

  /** Only an address goes where OCSF wants an address. */
  static void endpoint(SourceAddress address, ObjectNode evidence) {
    switch (address) {
      case SourceAddress.Ip(String ip, boolean _) -> put(evidence, "src_endpoint.ip", ip);
      case SourceAddress.Service(String name) -> put(evidence, "src_endpoint.svc_name", name);
      case SourceAddress.AwsInternal _ -> put(evidence, "src_endpoint.svc_name", "AWS Internal");
      case SourceAddress.Strange(String text) -> put(evidence, "src_endpoint.name", text);
      case SourceAddress.None() -> {}
    }
  }
}
