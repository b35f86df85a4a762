package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Digest;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.command.AwsCommand;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;
import rdsalert.text.JsonText;

/**
 * Writes findings and commands to {@code target}, for the checks that judge them with tools that
 * others wrote.
 */
class ExportTest {
  private static final Path FINDINGS = Path.of("target/findings");
  private static final Path COMMANDS = Path.of("target/commands");
  private static final Path LINES = Path.of("target/lines/lines.json");

  /** A line of its own, from a rule's references or of the console. */
  private static final Pattern OUR_LINK =
      Pattern.compile(
          "(?m)^(?:CONSOLE {2}| {9})"
              + "(https://docs\\.aws\\.amazon\\.com/[A-Za-z0-9/_.-]+"
              + "|https://console\\.[a-z.-]+/cloudtrailv2/home\\?region=[a-z0-9-]+#/events"
              + "(?:/[A-Za-z0-9-]+)?)$");

  private static final int EVERY = 9;
  private static final int PLAIN_TEXTS = 300;
  private static final String ALPHABET = "ab09._@+:/-=,";
  private static final String RICHEST = "assumed-role-mfa";
  private static final List<String> REQUIRED =
      List.of("eventID", "eventTime", "eventSource", "eventName", "awsRegion");

  @Test
  void writesFindingsOfSamplesOfBareEventsAndOfHostileTexts() throws IOException {
    Files.createDirectories(FINDINGS);
    Map<String, Message> messages = messages();
    for (Map.Entry<String, Message> one : messages.entrySet()) {
      Files.writeString(FINDINGS.resolve(one.getKey() + ".json"), one.getValue().machine());
    }
    assertThat(messages).hasSizeGreaterThan(100);
  }

  @Test
  void writesTheCommandsOfEveryEmail() throws IOException {
    Files.createDirectories(COMMANDS);
    Map<String, Message> messages = new TreeMap<>(GoldenFilesTest.messages());
    TestRules.all()
        .forEach((rule, sample) -> messages.put(rule.id(), alert(rule, Samples.read(sample))));
    // No call is behind these, so there is nothing to look at.
    messages.keySet().removeAll(Set.of("proof", "settings"));
    for (Map.Entry<String, Message> one : messages.entrySet()) {
      String commands = PastedCommandsTest.commands(one.getValue().email());
      assertThat(commands).as(one.getKey()).contains("aws ");
      Files.writeString(COMMANDS.resolve(one.getKey() + ".sh"), commands);
    }
  }

  /** Each different line of all messages once, and the links that are ours. */
  @Test
  void writesEveryLineThatAPersonReads() throws IOException {
    Set<String> lines = new TreeSet<>();
    Set<String> links = new TreeSet<>();
    Stream.concat(
            Stream.concat(
                GoldenFilesTest.messages().values().stream(), messages().values().stream()),
            HostileCorpus.strings().stream().flatMap(HostileCorpus::messages))
        .forEach(message -> addLines(message, lines, links));
    ObjectNode all = JsonText.object();
    lines.forEach(all.putArray("lines")::add);
    links.forEach(all.putArray("links")::add);

    assertThat(lines).hasSizeGreaterThan(10_000);
    assertThat(links).hasSizeLessThan(100);
    Files.createDirectories(LINES.getParent());
    Files.writeString(LINES, JsonText.of(all));
  }

  private static void addLines(Message message, Set<String> lines, Set<String> links) {
    message.email().lines().forEach(lines::add);
    HostileTextTest.chatTexts(message).flatMap(String::lines).forEach(lines::add);
    lines.addAll(List.of(message.subject(), message.sms()));
    Matcher ours = OUR_LINK.matcher(message.email());
    while (ours.find()) {
      links.add(ours.group(1));
    }
  }

  /**
   * What the program gets for hostile texts: of those that stand in an option all, of those in
   * JSON, where the CLI does not look at them, one in nine.
   */
  @Test
  void writesCommandsThatCarryHostileTexts() throws IOException {
    Files.createDirectories(COMMANDS);
    ArrayNode all = JsonText.object().arrayNode();
    texts().filter(ExportTest::isText).filter(AwsCommand::carries).forEach(t -> add(all, t));
    assertThat(all.size()).isGreaterThan(800);
    Files.writeString(COMMANDS.resolve("texts.json"), JsonText.of(all));
  }

  /** The corpus, and short words of the characters that matter to the CLI. */
  private static Stream<String> texts() {
    Random random = new Random(HostileCorpus.SEED);
    return Stream.concat(
        HostileCorpus.strings().stream(), Stream.generate(() -> plain(random)).limit(PLAIN_TEXTS));
  }

  /** What a reader of events lets through: something, in whole characters. */
  private static boolean isText(String text) {
    return !text.isEmpty()
        && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  private static String plain(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static void add(ArrayNode all, String text) {
    add(all, text, "Username", lookUp().lookingUp("Username", text));
    add(all, text, "DBSecurityGroupName", group().with("DBSecurityGroupName", text));
    add(all, text, "RoleName", role().with("RoleName", text));
  }

  private static void add(ArrayNode all, String text, String parameter, AwsCommand command) {
    boolean json = command.arguments().contains("--cli-input-json");
    if (json && Math.floorMod((text + parameter).hashCode(), EVERY) != 0) {
      return;
    }
    ObjectNode one = all.addObject().put("text", text).put("parameter", parameter);
    command.arguments().forEach(one.putArray("arguments")::add);
  }

  private static AwsCommand lookUp() {
    return new AwsCommand("cloudtrail", "lookup-events", "eu-central-1");
  }

  private static AwsCommand group() {
    return new AwsCommand("rds", "describe-db-security-groups", "eu-central-1");
  }

  private static AwsCommand role() {
    return new AwsCommand("iam", "get-role", "");
  }

  private static Message alert(DetectionRule rule, ManagementEvent event) {
    Alert alert = SampleAlerts.alert(rule, event);
    return Message.of(alert, SampleAlerts.sent(alert));
  }

  private static Map<String, Message> messages() {
    Map<String, Message> messages = new TreeMap<>(GoldenFilesTest.messages());
    TestRules.all()
        .forEach((rule, sample) -> messages.put(rule.id(), alert(rule, Samples.read(sample))));
    optional().forEach(part -> messages.put("without-" + part, alert(without(part))));
    messages.put("bare", alert(bare()));
    CapNotice notice = SampleAlerts.notice(bare().event());
    messages.put("bare-notice", Message.of(notice, notice.raisedAt()));
    Digest digest = SampleAlerts.digest(List.of(bare().event()));
    messages.put("bare-digest", Message.of(digest, digest.raisedAt()));
    List<String> texts = HostileCorpus.strings();
    for (int i = 0; i < texts.size(); i += EVERY) {
      List<Message> all = HostileCorpus.messages(texts.get(i)).toList();
      messages.put("hostile-" + i, all.get(i / EVERY % all.size()));
    }
    return messages;
  }

  /** Every part of a rich event, down to the third level, that an event can do without. */
  private static List<String> optional() {
    List<String> parts = new ArrayList<>();
    parts("", SampleAlerts.event(RICHEST).json().path("detail"), 3, parts);
    parts.removeAll(REQUIRED);
    assertThat(parts).hasSizeGreaterThan(30);
    return parts;
  }

  private static void parts(String path, JsonNode at, int levels, List<String> parts) {
    if (levels > 0) {
      at.fieldNames()
          .forEachRemaining(
              name -> {
                parts.add(path + name);
                parts(path + name + ".", at.path(name), levels - 1, parts);
              });
    }
  }

  private static EventEdit without(String part) {
    return EventEdit.of(RICHEST).remove("detail." + part);
  }

  /** Nothing but what an event must have. */
  private static EventEdit bare() {
    EventEdit edit = EventEdit.of("root");
    List.of(
            "userIdentity",
            "requestParameters",
            "responseElements",
            "sourceIPAddress",
            "userAgent",
            "requestID",
            "tlsDetails")
        .forEach(field -> edit.remove("detail." + field));
    return edit;
  }

  private static Message alert(EventEdit edit) {
    Alert alert = SampleAlerts.alert(edit.event());
    return Message.of(alert, SampleAlerts.sent(alert));
  }
}
