package rdsalert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;

/**
 * Makes calls that have nothing in common but what a rule asks for and what a kind of calls shares;
 * the same ones every time.
 */
final class AnybodysCall {
  private static final int WORD = 10;
  private static final Instant CENTURY = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEXT_CENTURY = Instant.parse("2100-01-01T00:00:00Z");

  private final Random random = new Random(1);
  private final DetectionRule rule;
  private final Kind kind;

  AnybodysCall(DetectionRule rule, Kind kind) {
    this.rule = rule;
    this.kind = kind;
  }

  /** What everybody's calls may share; whoever covers one kind of them covers everybody. */
  record Kind(Partition partition, boolean ipv6, boolean tagged) {
    static List<Kind> all() {
      return Stream.of(Partition.values())
          .flatMap(
              partition ->
                  Stream.of(
                      new Kind(partition, false, false),
                      new Kind(partition, false, true),
                      new Kind(partition, true, false),
                      new Kind(partition, true, true)))
          .toList();
    }
  }

  JsonNode next() {
    String address = kind.ipv6() ? ipv6() : ipv4();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String account = digits();
    String region = word() + "-" + word() + "-1";
    event.put("version", "0").put("id", word()).put("account", account).put("region", region);
    String time = time();
    event.put("time", time).putArray("resources");
    ObjectNode detail = event.putObject("detail");
    detail.put("eventVersion", "1.11").put("eventTime", time);
    detail.put("awsRegion", region).put("sourceIPAddress", address).put("userAgent", word());
    detail.put("requestID", word()).put("eventID", word()).put("readOnly", false);
    detail.put("eventType", "AwsApiCall").put("managementEvent", true);
    detail.put("recipientAccountId", account).put("eventCategory", "Management");
    detail.put("apiVersion", "2014-10-31");
    detail.putObject("tlsDetails").put("tlsVersion", "TLSv1.3");
    detail.set("userIdentity", identity(account));
    ObjectNode asked = group(detail.putObject("requestParameters"));
    if (kind.tagged()) {
      asked.putArray("tags").addObject().put("key", word()).put("value", word());
    }
    group(detail.putObject("responseElements")).put("ownerId", account);
    overlay(rule.pattern().json(), event);
    return event;
  }

  /** As CloudTrail writes them, so that a pattern on what all of them share is found. */
  private ObjectNode identity(String account) {
    Identities identities = new Identities(kind.partition(), account);
    return random.nextBoolean()
        ? identities.session(upper(), word(), word(), word(), random.nextBoolean())
        : identities.user(upper(), word(), word());
  }

  private String upper() {
    return word().toUpperCase(Locale.ROOT);
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

  /** Some day of this century. */
  private String time() {
    long seconds = random.nextLong(CENTURY.getEpochSecond(), NEXT_CENTURY.getEpochSecond());
    return Instant.ofEpochSecond(seconds).toString();
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

  private String ipv4() {
    return IntStream.range(0, 4)
        .mapToObj(i -> Integer.toString(random.nextInt(256)))
        .collect(Collectors.joining("."));
  }

  /** All public ones are from 2000::/4 by now. */
  private String ipv6() {
    return IntStream.range(0, 8)
        .mapToObj(i -> i == 0 ? 0x2000 + random.nextInt(0x1000) : random.nextInt(0x10000))
        .map(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }
}
