package rdsalert.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.SourceAddress;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating.Attack;
import rdsalert.text.JsonText;
import rdsalert.text.SafeText;
import rdsalert.text.Words;

/**
 * The frame of an OCSF 1.8.0 Detection Finding with the cloud profile: what alerts, notices and
 * digests have in common.
 */
final class Finding {
  /** Callers' text is data here, and cut only so that a publish has its limits. */
  static final int LONGEST = 512;

  private static final String PRODUCT = "rds-security-group-alert";

  private final ObjectNode json = detection();
  private final DetectionRule rule;
  private final String uid;
  private final Instant raised;

  /** Begins a finding; {@code raised} is what OCSF calls its time. */
  Finding(DetectionRule rule, Message.Kind kind, String uid, Instant raised) {
    this.rule = rule;
    this.uid = uid;
    this.raised = raised;
    json.put("status_id", 1).put("status", "New").put("is_alert", true);
    json.put("time", raised.toEpochMilli()).put("risk_score", rule.riskScore());
    severity();
    metadata(json, kind, uid);
  }

  /** What all findings of ours have in common. */
  static ObjectNode detection() {
    ObjectNode json = JsonText.object().put("activity_id", 1).put("activity_name", "Create");
    json.put("category_uid", 2).put("category_name", "Findings");
    json.put("class_uid", 2004).put("class_name", "Detection Finding");
    return json.put("type_uid", 200_401L).put("type_name", "Detection Finding: Create");
  }

  private void severity() {
    int id =
        switch (rule.severity()) {
          case LOW -> 2;
          case MEDIUM -> 3;
          case HIGH -> 4;
          case CRITICAL -> 5;
        };
    json.put("severity_id", id).put("severity", Words.capitalized(rule.severity().word()));
  }

  static ObjectNode metadata(ObjectNode json, Message.Kind kind, String uid) {
    ObjectNode metadata = json.putObject("metadata");
    metadata.put("version", "1.8.0").put("uid", uid).put("event_code", kind.word());
    metadata.putObject("product").put("name", PRODUCT).put("vendor_name", PRODUCT);
    metadata.putArray("profiles").add("cloud");
    metadata.putArray("labels").add("kind:" + kind.word());
    return metadata;
  }

  ObjectNode json() {
    return json;
  }

  ObjectNode metadata() {
    return (ObjectNode) json.path("metadata");
  }

  /** What the finding is about, and when the calls were made. */
  Finding about(String message, Instant first, Instant last, int count) {
    json.put("message", message);
    json.put("start_time", first.toEpochMilli()).put("end_time", last.toEpochMilli());
    json.put("count", count);
    return this;
  }

  Finding cloud(String account, String region) {
    return cloud(account, region, Partition.ofRegion(region).id());
  }

  Finding cloud(String account, String region, String partition) {
    ObjectNode cloud = json.putObject("cloud").put("provider", "AWS").put("region", cut(region));
    cloud.put("cloud_partition", partition);
    account(cloud, account);
    return this;
  }

  /** The finding's own description: what was found, by which rule, and its place in ATT&CK. */
  ObjectNode info(String title, List<String> calls) {
    ObjectNode info = json.putObject("finding_info").put("uid", uid).put("title", title);
    info.put("desc", rule.about().description()).put("created_time", raised.toEpochMilli());
    calls.forEach(info.putArray("types")::add);
    info.putArray("data_sources").add("AWS CloudTrail");
    ObjectNode analytic = info.putObject("analytic").put("uid", rule.id());
    analytic.put("name", rule.name()).put("type_id", 1).put("type", "Rule");
    analytic.put("version", Integer.toString(rule.about().version()));
    ArrayNode attacks = info.putArray("attacks");
    rule.rating().attacks().forEach(one -> attacks.add(attack(one)));
    return info;
  }

  Finding remediation(String description) {
    ObjectNode remediation = json.putObject("remediation").put("desc", description);
    rule.about().references().forEach(remediation.putArray("references")::add);
    return this;
  }

  String text() {
    return JsonText.of(json);
  }

  static String cut(String text) {
    return SafeText.data(text, LONGEST);
  }

  /** Puts a text, cut, at a path such as {@code actor.user.uid}, if there is one. */
  static void put(ObjectNode json, String path, @Nullable String text) {
    if (text != null) {
      int dot = path.lastIndexOf('.');
      ObjectNode parent =
          dot < 0 ? json : json.withObject("/" + path.substring(0, dot).replace('.', '/'));
      parent.put(path.substring(dot + 1), SafeText.data(text, LONGEST));
    }
  }

  static void account(ObjectNode parent, String account) {
    String id = cut(account);
    ObjectNode of = parent.putObject("account").put("uid", id).put("name", id);
    of.put("type_id", 10).put("type", "AWS Account");
  }

  /** Only an address goes where OCSF wants an address. */
  static void endpoint(SourceAddress address, ObjectNode evidence) {
    switch (address) {
      case SourceAddress.Ip ip -> put(evidence, "src_endpoint.ip", ip.text());
      case SourceAddress.Service(String name) -> put(evidence, "src_endpoint.svc_name", name);
      case SourceAddress.AwsInternal _ -> put(evidence, "src_endpoint.svc_name", "AWS Internal");
      case SourceAddress.Strange(String text) -> put(evidence, "src_endpoint.name", text);
      case SourceAddress.None() -> {}
    }
  }

  private static ObjectNode attack(Attack attack) {
    ObjectNode json = JsonText.object().put("version", Attack.VERSION);
    entry(json.putObject("tactic"), attack.tactic());
    entry(json.putObject("technique"), attack.technique());
    if (attack.subtechnique() != null) {
      entry(json.putObject("sub_technique"), attack.subtechnique());
    }
    return json;
  }

  private static void entry(ObjectNode json, Attack.Entry entry) {
    json.put("uid", entry.id()).put("name", entry.name()).put("src_url", entry.reference());
  }
}
