package rdsalert.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Digest;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** Texts that a caller of the API could choose to mislead or to break something. */
final class HostileCorpus {
  /** Another seed gives other random strings; failures name it. */
  static final long SEED = Long.getLong("corpus.seed", 20260131L);

  private static final Path FILE = Path.of("src/test/resources/hostile/strings.json");

  /** In a package that Maven brings; it is not copied here. */
  private static final String PUBLIC_LIST = "com/rasklaad/blns/blns.txt";

  private static final int RANDOM = 250;
  private static final int RULES_A_TEXT = 4;

  private HostileCorpus() {}

  /** The list made by hand, the Big List of Naughty Strings, and random mixtures of all. */
  static List<String> strings() {
    List<String> strings = new ArrayList<>(byHand());
    strings.addAll(publicList());
    List<String> parts = strings.stream().filter(text -> text.length() < 100).toList();
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM; i++) {
      strings.add(mixture(random, parts));
    }
    return strings;
  }

  /** A line of the file is a text, unless it is empty or a comment. */
  static List<String> publicList() {
    try (InputStream in = HostileCorpus.class.getClassLoader().getResourceAsStream(PUBLIC_LIST)) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split("\n", -1)).filter(line -> !line.matches("(#.*)?")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> byHand() {
    List<String> strings = new ArrayList<>();
    try {
      for (JsonNode entry : JsonMapper.builder().build().readTree(Files.readString(FILE))) {
        strings.add(
            entry.isTextual()
                ? entry.textValue()
                : entry.get("repeat").textValue().repeat(entry.get("times").intValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return strings;
  }

  private static String mixture(Random random, List<String> parts) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      if (random.nextBoolean()) {
        text.append(parts.get(random.nextInt(parts.size())));
      } else {
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 128 : 0x110000));
      }
    }
    return text.toString();
  }

  /** Events of a user and of a role in which the text stands wherever a caller's text can stand. */
  static Stream<ManagementEvent> events(String text) {
    return Stream.of(byUser(text), byRole(text));
  }

  /**
   * Alerts of those events, and of some rules, another few for each text, with the text in all of
   * their facts. Every text in every rule would take half an hour.
   */
  static Stream<Alert> alerts(String text) {
    List<Map.Entry<DetectionRule, Path>> rules = new ArrayList<>(TestRules.all().entrySet());
    Collections.rotate(rules, Math.floorMod(text.hashCode() + SEED, rules.size()));
    return Stream.concat(
        events(text).map(SampleAlerts::alert),
        rules.stream()
            .limit(RULES_A_TEXT)
            .map(
                rule -> {
                  ManagementEvent sample = Samples.read(rule.getValue());
                  return SampleAlerts.alert(
                      rule.getKey(), HostileFacts.in(sample, rule.getKey(), text));
                }));
  }

  /** All of those, and a notice and a digest, in all renderings. */
  static Stream<Message> messages(String text) {
    return Stream.concat(
        alerts(text).map(one -> Message.of(one, SampleAlerts.sent(one))), windows(text));
  }

  /** A notice and a digest of those events. */
  static Stream<Message> windows(String text) {
    List<ManagementEvent> events = events(text).toList();
    Digest digest = SampleAlerts.digest(events);
    CapNotice notice = SampleAlerts.notice(events.getFirst());
    return Stream.of(Message.of(notice, notice.raisedAt()), Message.of(digest, digest.raisedAt()));
  }

  static ManagementEvent byUser(String text) {
    return everywhere(EventEdit.of("create-db-security-group"), text)
        .set("detail.userIdentity.type", "IAMUser")
        .set("detail.userIdentity.arn", "arn:aws:iam::123456789012:user/" + text)
        .event();
  }

  static ManagementEvent byRole(String text) {
    ObjectNode issuer = JsonNodeFactory.instance.objectNode();
    issuer.put("type", text).put("principalId", text).put("arn", text).put("userName", text);
    return everywhere(EventEdit.of("assumed-role-mfa"), text)
        .set("detail.userIdentity.type", "AssumedRole")
        .set("detail.userIdentity.arn", "arn:aws:sts::123456789012:assumed-role/Deploy/" + text)
        .set("detail.userIdentity.sessionContext.sessionIssuer", issuer)
        .set("detail.userIdentity.sessionContext.sourceIdentity", text)
        .set("detail.userIdentity.invokedBy", text)
        .event();
  }

  private static EventEdit everywhere(EventEdit edit, String text) {
    ObjectNode tag = JsonNodeFactory.instance.objectNode().put("key", text).put("value", text);
    ObjectNode range = JsonNodeFactory.instance.objectNode().put("cIDRIP", text);
    return edit.set("replay-name", text)
        .set("detail.userAgent", text)
        .set("detail.sourceIPAddress", text)
        .set("detail.requestID", text)
        .set("detail.userIdentity.principalId", text)
        .set("detail.userIdentity.accountId", text)
        .set("detail.userIdentity.accessKeyId", text)
        .set("detail.userIdentity.userName", text)
        .set("detail.userIdentity.identityProvider", text)
        .set("detail.requestParameters.dBSecurityGroupName", text)
        .set("detail.requestParameters.dBSecurityGroupDescription", text)
        .set(
            "detail.requestParameters.tags", JsonNodeFactory.instance.arrayNode().add(tag).add(tag))
        .set("detail.responseElements.dBSecurityGroupName", text)
        .set("detail.responseElements.dBSecurityGroupDescription", text)
        .set("detail.responseElements.dBSecurityGroupArn", text)
        .set("detail.responseElements.iPRanges", JsonNodeFactory.instance.arrayNode().add(range));
  }
}
