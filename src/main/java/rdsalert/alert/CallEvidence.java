package rdsalert.alert;

import static rdsalert.alert.AlertFinding.putIfPresent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;

/** The call as OCSF evidence: what was called, by whom, from where, with what. */
final class CallEvidence {
  private CallEvidence() {}

  static ObjectNode of(ManagementEvent event) {
    ObjectNode evidence = JsonText.object().put("name", event.eventName());
    ObjectNode api = evidence.putObject("api").put("operation", event.eventName());
    ObjectNode service = api.putObject("service").put("name", event.eventSource());
    service.put("uid", "rds").put("version", "2014-10-31");
    if (event.requestId() != null) {
      putIfPresent(api.putObject("request"), "uid", event.requestId());
    }
    actor(event.actor(), evidence);
    endpoint(event.sourceAddress(), evidence);
    if (event.userAgent() != null) {
      putIfPresent(evidence.putObject("http_request"), "user_agent", event.userAgent());
    }
    evidence.putObject("data").put("event_id", event.eventId());
    return evidence;
  }

  /** The schema wants one of user, session and invoked_by; an event may have none of them. */
  private static void actor(Actor actor, ObjectNode evidence) {
    ObjectNode json = JsonText.object();
    user(actor, json);
    session(actor, json);
    putIfPresent(json, "invoked_by", actor.invokedBy());
    if (actor.session().federatedProvider() != null) {
      putIfPresent(json.putObject("idp"), "name", actor.session().federatedProvider());
    }
    if (json.has("user") || json.has("session") || json.has("invoked_by")) {
      evidence.set("actor", json);
    }
  }

  private static void user(Actor actor, ObjectNode parent) {
    ObjectNode user = JsonText.object();
    putIfPresent(user, "name", new ActorPhrase(actor).name());
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

  private static void session(Actor actor, ObjectNode parent) {
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
  static void endpoint(@Nullable String address, ObjectNode evidence) {
    switch (SourceAddress.of(address)) {
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
