package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Makes calls that have nothing in common but what a rule asks for; the same ones every time. */
final class AnybodysCall {
  private static final int WORD = 10;

  private final Random random = new Random(1);
  private final DetectionRule rule;

  AnybodysCall(DetectionRule rule) {
    this.rule = rule;
  }

  JsonNode fromIpv4() {
    return from(numbers(4, 256, false, "."));
  }

  JsonNode fromIpv6() {
    return from(numbers(8, 65_536, true, ":"));
  }

  private JsonNode from(String address) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String account = digits();
    String region = word() + "-" + word() + "-1";
    event.put("version", "0").put("id", word()).put("account", account).put("region", region);
    event.put("time", "2026-01-31T00:00:00Z").putArray("resources");
    ObjectNode detail = event.putObject("detail");
    detail.put("eventVersion", "1.11").put("eventTime", "2026-01-31T00:00:00Z");
    detail.put("awsRegion", region).put("sourceIPAddress", address).put("userAgent", word());
    detail.put("requestID", word()).put("eventID", word()).put("readOnly", false);
    detail.put("eventType", "AwsApiCall").put("managementEvent", true);
    detail.put("recipientAccountId", account).put("eventCategory", "Management");
    identity(account, detail.putObject("userIdentity"));
    group(detail.putObject("requestParameters")).putArray("tags").addObject().put("key", word());
    group(detail.putObject("responseElements")).put("ownerId", account);
    overlay(rule.pattern().json(), event);
    return event;
  }

  private void identity(String account, ObjectNode identity) {
    boolean role = random.nextBoolean();
    identity.put("type", role ? "AssumedRole" : "IAMUser").put("accountId", account);
    identity.put("principalId", word()).put("accessKeyId", word()).put("userName", word());
    identity.put("arn", "arn:" + word() + ":" + account + ":" + word());
    ObjectNode session = identity.putObject("sessionContext");
    session.putObject("attributes").put("mfaAuthenticated", Boolean.toString(random.nextBoolean()));
    ObjectNode issuer = session.putObject("sessionIssuer").put("accountId", account);
    issuer.put("type", "Role").put("principalId", word()).put("userName", word());
    issuer.put("arn", "arn:" + word() + ":" + account + ":" + word());
  }

  private ObjectNode group(ObjectNode group) {
    return group.put("dBSecurityGroupName", word()).put("dBSecurityGroupDescription", word());
  }

  /** What the rule asks for by name has this name, else the call would be none of its own. */
  private static void overlay(JsonNode pattern, ObjectNode event) {
    for (var field : pattern.properties()) {
      if (field.getValue().isObject()) {
        overlay(field.getValue(), event.withObjectProperty(field.getKey()));
      } else {
        named(field.getValue()).ifPresent(value -> event.set(field.getKey(), value));
      }
    }
  }

  private static Optional<JsonNode> named(JsonNode wanted) {
    return StreamSupport.stream(wanted.spliterator(), false)
        .filter(JsonNode::isTextual)
        .findFirst()
        .filter(value -> !value.asText().isEmpty());
  }

  private String word() {
    return IntStream.range(0, WORD)
        .mapToObj(i -> Character.toString('a' + random.nextInt(26)))
        .collect(Collectors.joining());
  }

  private String digits() {
    return IntStream.range(0, 12)
        .mapToObj(i -> Integer.toString(random.nextInt(10)))
        .collect(Collectors.joining());
  }

  private String numbers(int count, int below, boolean hexadecimal, String between) {
    return IntStream.range(0, count)
        .map(i -> random.nextInt(below))
        .mapToObj(n -> hexadecimal ? Integer.toHexString(n) : Integer.toString(n))
        .collect(Collectors.joining(between));
  }
}
