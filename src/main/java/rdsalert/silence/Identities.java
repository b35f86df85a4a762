package rdsalert.silence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rdsalert.event.Partition;

/** Makes {@code userIdentity} objects of an account, as CloudTrail writes them. */
record Identities(Partition partition, String account) {

  ObjectNode root() {
    return of("Root", account, arn("iam", "root"));
  }

  /** A session that root has opened for somebody. */
  ObjectNode sessionOfRoot(String session) {
    String arn = arn("sts", "federated-user/" + session);
    ObjectNode identity = of("FederatedUser", account + ":" + session, arn);
    issuer(identity, "Root", account, arn("iam", "root"));
    return identity;
  }

  /**
   * An IAM user.
   *
   * @param id unique, in capital letters
   */
  ObjectNode user(String id, String path, String name) {
    ObjectNode identity = of("IAMUser", "AIDA" + id, arn("iam", "user/" + path + "/" + name));
    return identity.put("userName", name).put("accessKeyId", "AKIA" + id);
  }

  /**
   * A session of a role, with or without a second factor.
   *
   * @param id unique, in capital letters
   * @param session its name, which the caller chooses
   */
  ObjectNode session(String id, String path, String role, String session, boolean mfa) {
    String arn = arn("sts", "assumed-role/" + role + "/" + session);
    ObjectNode identity = of("AssumedRole", "AROA" + id + ":" + session, arn);
    identity.put("accessKeyId", "ASIA" + id);
    issuer(identity, "Role", "AROA" + id, arn("iam", "role/" + path + "/" + role))
        .put("userName", role);
    identity
        .withObjectProperty("sessionContext")
        .putObject("attributes")
        .put("mfaAuthenticated", Boolean.toString(mfa));
    return identity;
  }

  /** Anybody else, of a type such as {@code SAMLUser}. */
  ObjectNode other(String type) {
    return of(type, "OTHER:somebody", arn("iam", "role/somebody"));
  }

  private ObjectNode issuer(ObjectNode identity, String type, String id, String arn) {
    ObjectNode context = identity.putObject("sessionContext");
    ObjectNode issuer = context.putObject("sessionIssuer").put("type", type);
    return issuer.put("principalId", id).put("accountId", account).put("arn", arn);
  }

  private ObjectNode of(String type, String principal, String arn) {
    ObjectNode identity = JsonNodeFactory.instance.objectNode().put("type", type);
    return identity.put("principalId", principal).put("accountId", account).put("arn", arn);
  }

  private String arn(String service, String what) {
    return "arn:" + partition.id() + ":" + service + "::" + account + ":" + what;
  }
}
