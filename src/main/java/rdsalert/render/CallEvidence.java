package rdsalert.render;

import static rdsalert.render.AlertFinding.putIfPresent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.event.RecordPath;
import rdsalert.rule.Report;
import rdsalert.text.JsonText;

/** The call as OCSF evidence: what was called, by whom, from where, with what. */
final class CallEvidence {
  private static final String AMAZONAWS = ".amazonaws.com";

  private final Briefing briefing;
  private final ManagementEvent event;
  private final Actor actor;

  CallEvidence(Briefing briefing) {
    this.briefing = briefing;
    this.event = briefing.event();
    this.actor = event.actor();
  }

  ObjectNode json() {
    ObjectNode evidence = JsonText.object().put("name", event.eventName());
    ObjectNode api = evidence.putObject("api").put("operation", event.eventName());
    ObjectNode service = api.putObject("service").put("name", event.eventSource());
    service.put("uid", event.eventSource().replace(AMAZONAWS, ""));
    String version = RecordPath.text(event.detail().path("apiVersion"));
    service.put("version", version == null ? "unknown" : Finding.cut(version));
    if (event.requestId() != null) {
      putIfPresent(api.putObject("request"), "uid", event.requestId());
    }
    actor(evidence);
    endpoint(briefing.source(), evidence);
    if (event.userAgent() != null) {
      putIfPresent(evidence.putObject("http_request"), "user_agent", event.userAgent());
    }
    evidence.putObject("data").put("event_id", event.eventId());
    return evidence;
  }

  /** What an analyst would search for elsewhere: addresses, names, keys, resources. */
  void observables(ObjectNode finding) {
    ArrayNode all = JsonText.object().arrayNode();
    if (briefing.source() instanceof SourceAddress.Ip(String ip, boolean _)) {
      observable(all, "evidences[0].src_endpoint.ip", 2, "IP Address", ip);
    }
    observable(all, "evidences[0].actor.user.name", 4, "User Name", briefing.actor().name());
    observable(all, "evidences[0].actor.user.uid", 31, "User Object: uid", actor.arn());
    String key = actor.accessKeyId();
    observable(all, "evidences[0].actor.user.credential_uid", 19, "User Credential ID", key);
    String agent = event.userAgent();
    observable(all, "evidences[0].http_request.user_agent", 16, "HTTP User-Agent", agent);
    Report.Resource resource = briefing.rule().report().resource();
    String uid = resource == null ? null : briefing.facts().text(resource.uid());
    observable(all, "resources[0].uid", 10, "Resource UID", uid);
    if (!all.isEmpty()) {
      finding.set("observables", all);
    }
  }

  private static void observable(
      ArrayNode all, String name, int type, String caption, @Nullable String value) {
    if (value != null) {
      ObjectNode observable = all.addObject().put("name", name).put("type_id", type);
      observable.put("type", caption).put("value", Finding.cut(value));
    }
  }

  /** The schema wants one of user, session and invoked_by; an event may have none of them. */
  private void actor(ObjectNode evidence) {
    ObjectNode json = JsonText.object();
    user(json);
    session(json);
    putIfPresent(json, "invoked_by", actor.invokedBy());
    if (actor.session().federatedProvider() != null) {
      putIfPresent(json.putObject("idp"), "name", actor.session().federatedProvider());
    }
    if (json.has("user") || json.has("session") || json.has("invoked_by")) {
      evidence.set("actor", json);
    }
  }

  private void user(ObjectNode parent) {
    ObjectNode user = JsonText.object();
    putIfPresent(user, "name", briefing.actor().name());
    putIfPresent(user, "uid", actor.arn());
    if (actor.account() != null) {
      Finding.account(user, actor.account());
    }
    if (user.isEmpty()) {
      return;
    }
    putIfPresent(user, "uid_alt", actor.principalId());
    putIfPresent(user, "credential_uid", actor.accessKeyId());
    user.put("type_id", actor.isRoot() ? 2 : actor.type().equals("AWSService") ? 4 : 99);
    user.put("type", Finding.cut(actor.type()));
    parent.set("user", user);
  }

  private void session(ObjectNode parent) {
    ObjectNode session = JsonText.object();
    putIfPresent(session, "uid", actor.sessionName());
    putIfPresent(session, "uid_alt", actor.session().sourceIdentity());
    Actor.Issuer issuer = actor.session().issuer();
    putIfPresent(session, "issuer", issuer == null ? null : issuer.arn());
    if (actor.session().started() != null) {
      session.put("created_time", actor.session().started().toEpochMilli());
    }
    switch (actor.session().mfa()) {
      case USED -> session.put("is_mfa", true);
      case NOT_USED -> session.put("is_mfa", false);
      case UNKNOWN -> {}
    }
    if (!session.isEmpty()) {
      parent.set("session", session);
    }
  }

  /** Only an address goes where OCSF wants an address. */
  static void endpoint(SourceAddress address, ObjectNode evidence) {
    switch (address) {
      case SourceAddress.Ip(String ip, boolean _) ->
          evidence.putObject("src_endpoint").put("ip", ip);
      case SourceAddress.Service(String name) ->
          putIfPresent(evidence.putObject("src_endpoint"), "svc_name", name);
      case SourceAddress.AwsInternal() ->
          evidence.putObject("src_endpoint").put("svc_name", "AWS Internal");
      case SourceAddress.Strange(String text) ->
          putIfPresent(evidence.putObject("src_endpoint"), "name", text);
      case SourceAddress.None() -> {}
    }
  }
}
