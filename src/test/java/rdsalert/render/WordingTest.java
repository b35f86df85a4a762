package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.briefing.WindowReport.CapNotice;
import rdsalert.event.ManagementEvent;
import rdsalert.event.Partition;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.Report.Guide;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;
import rdsalert.text.SafeText;
import rdsalert.text.Words;

class WordingTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String BY_HAND =
      "Stop the credentials.\n    (No command: the record names no user or role";

  @Test
  void saysHowLongAgoInTheLargestUnitsThatMatter() {
    assertThat(ago(Duration.ZERO)).isEqualTo("just now");
    assertThat(ago(Duration.ofSeconds(59))).isEqualTo("59 s ago");
    assertThat(ago(Duration.ofSeconds(60))).isEqualTo("1 min ago");
    assertThat(ago(Duration.ofSeconds(119))).isEqualTo("1 min ago");
    assertThat(ago(Duration.ofHours(1))).isEqualTo("1 h ago");
    assertThat(ago(Duration.ofMinutes(185))).isEqualTo("3 h 5 min ago");
    assertThat(ago(Duration.ofDays(2))).isEqualTo("2 days ago");
    assertThat(ago(Duration.ofHours(47))).isEqualTo("47 h ago");
    assertThat(ago(Duration.ofHours(51))).isEqualTo("2 days 3 h ago");
    assertThat(ago(Duration.ofHours(24 * 10 + 5))).isEqualTo("10 days ago");
    assertThat(ago(Duration.ofHours(24 * 90 + 5))).isEqualTo("90 days ago");
    assertThat(ago(Duration.ofMinutes(-2))).isEqualTo("in 2 min");
  }

  private static String ago(Duration since) {
    return Words.ago(NOON, NOON.plus(since));
  }

  /** Days that were are no days that are left. */
  @Test
  void saysWhatTheRetentionOfBackupsWas() {
    DetectionRule rule = TestRules.everyPackaged().find("db-automated-backups-off").orElseThrow();
    Path sample = Path.of("events/db-automated-backups-off/hit-retention-0.json");
    Alert alert = SampleAlerts.alert(rule, Samples.read(sample));

    assertThat(Message.of(alert, SampleAlerts.sent(alert)).email())
        .contains("turned off (retention 0 days); retention was 7 days");
  }

  @Test
  void saysThePlaceInTheWindowAsFarAsItIsKnown() {
    assertThat(place(OptionalInt.of(7), 100)).isEqualTo("alert 7 of at most 100 until 12:10Z");
    assertThat(place(OptionalInt.empty(), 100)).isEqualTo("one of at most 100 until 12:10Z");
    assertThat(place(OptionalInt.of(100), 100)).contains("the last; more are held");
    assertThat(place(OptionalInt.empty(), Integer.MAX_VALUE)).isEqualTo("no cap");
  }

  private static String place(OptionalInt number, int cap) {
    return new Position(NOON, NOON.plus(Duration.ofMinutes(10)), number, cap).words();
  }

  @Test
  void cutsWhatAToolCallsItselfOnlyIfItDoesNotFitTheLine() {
    String agent = "Boto3/1.42.9 md/Botocore#1.42.9 os/linux#6";

    assertThat(email(EventEdit.of("root").set("detail.userAgent", agent)))
        .contains("WITH     Boto3 1.42.9 on Linux: \"" + agent + "\"\n");
    assertThat(email(EventEdit.of("root").set("detail.userAgent", agent + "1")))
        .contains("WITH     Boto3 1.42.9 on Linux: \"Boto3/1.42.9 md/Botocore\" [+");
  }

  @Test
  void showsPlainTextAsItIsAndEscapesTheRest() {
    assertThat(SafeText.email("legacy-db", 40)).isEqualTo("legacy-db");
    assertThat(SafeText.email("größe 日本", 40)).isEqualTo("\"größe 日本\"");
    assertThat(SafeText.email("a\nb\\c\"", 40)).isEqualTo("\"a\\nb\\\\c\\\"\"");
    assertThat(SafeText.email("\u202ex", 40)).isEqualTo("\"\\u" + "{202e}x\"");
    assertThat(SafeText.email("abcdef", 4)).isEqualTo("\"abcd\" [+2 characters]");
    assertThat(SafeText.chat("<!here>", 40)).isEqualTo("`\\u" + "{3c}!here\\u" + "{3e}`");
    assertThat(SafeText.word("a b//c", 40)).isEqualTo("a?b//c");
    assertThat(SafeText.word("abcdefgh", 6)).isEqualTo("abc...");
  }

  @Test
  void escapesSoThatTheTextCanBeReadBack() {
    Pattern escape = Pattern.compile("\\\\(u\\{([0-9a-f]+)}|[nrt\\\\\"])");
    Pattern quoted = Pattern.compile("\"(.*)\"( \\[\\+[0-9]+ characters])?");
    for (String text : HostileCorpus.strings()) {
      String shown = quoted.matcher(SafeText.email(text, 2000)).replaceFirst("$1");
      String back =
          escape
              .matcher(shown)
              .replaceAll(found -> Matcher.quoteReplacement(decoded(found.group())));
      assertThat(text).as(shown).startsWith(back);
    }
  }

  private static String decoded(String escape) {
    return switch (escape) {
      case "\\n" -> "\n";
      case "\\r" -> "\r";
      case "\\t" -> "\t";
      case "\\\\" -> "\\";
      case "\\\"" -> "\"";
      default -> Character.toString(Integer.parseInt(escape.substring(3, escape.length() - 1), 16));
    };
  }

  @Test
  void quotesTheUserAgentHoweverLongItsSummary() {
    String agent = "AWSPowerShell/4.1.123456.1234 OS/Windows\n\nCONTAIN: " + "x".repeat(90);
    Alert alert = SampleAlerts.alert(EventEdit.of("root").set("detail.userAgent", agent).event());

    assertThat(Message.of(alert, SampleAlerts.sent(alert)).email())
        .contains("PowerShell 4.1.123456 on Windows:")
        .contains("\"AWSPowerSh\" [+")
        .doesNotContain("OS/Windows");
  }

  @Test
  void linksToTheConsoleOfThePartition() {
    assertThat(console("eu-central-1")).startsWith("https://console.aws.amazon.com/");
    assertThat(console("cn-north-1")).startsWith("https://console.amazonaws.cn/");
    assertThat(console("us-gov-west-1")).startsWith("https://console.amazonaws-us-gov.com/");
    assertThat(console("eusc-de-east-1")).startsWith("https://console.amazonaws-eusc.eu/");
    assertThat(console("x&y=<z>")).doesNotContain("x&y");
    assertThat(Partition.ofRegion("us-iso-east-1").history("us-iso-east-1")).isEmpty();
  }

  private static String console(String region) {
    return Partition.ofRegion(region).history(region).orElseThrow();
  }

  @Test
  void pointsToTheStepsThatTheGuideHas() {
    List<Guide.Step> steps = SampleAlerts.RULE.guide().investigate();
    assertThat(steps.get(3).commands()).contains("calls-by-actor");
    assertThat(steps.get(4).commands()).contains("group-now");
  }

  /** A screen has sixty lines; six are left for what a reader is told to do about the alert. */
  @Test
  void keepsEveryEmailOfAnOrdinaryCallOnOneScreen() {
    Map<String, ManagementEvent> ordinary = SampleAlerts.matching();
    ordinary.remove("hostile-names");
    assertThat(ordinary).hasSizeGreaterThan(8);
    ordinary.forEach(
        (name, event) -> {
          Alert alert = SampleAlerts.alert(event);
          String email = Message.of(alert, SampleAlerts.sent(alert)).email();
          assertThat(email.lines().count()).as(name).isLessThanOrEqualTo(60);
        });
  }

  /** The one character that a name is may be one that is escaped. */
  @Test
  void saysThatATextWasEscapedHoweverShortItIs() {
    for (String name : List.of("\\", "\"")) {
      Alert alert =
          SampleAlerts.alert(
              EventEdit.of("null-parameters")
                  .set("detail.requestParameters.dBSecurityGroupName", name)
                  .event());

      assertThat(Message.of(alert, SampleAlerts.sent(alert)).email())
          .as(name)
          .contains("Text above was escaped");
    }
  }

  @Test
  void saysWhatToDoByHandWhereNoCommandCanCarryTheCallersName() {
    EventEdit named = EventEdit.of("create-db-security-group");
    String user = "detail.userIdentity.";

    assertThat(email(named.set(user + "userName", "m".repeat(9_000)))).contains(BY_HAND);
    assertThat(email(named.set(user + "userName", "").set(user + "arn", "")))
        .as("a user of whom only the id is known")
        .contains(BY_HAND)
        .doesNotContain("--user-name");
  }

  private static String email(EventEdit event) {
    Alert alert = SampleAlerts.alert(event.event());
    return Message.of(alert, SampleAlerts.sent(alert)).email();
  }

  @Test
  void rendersTheSameTwice() {
    assertThat(GoldenFilesTest.messages()).isEqualTo(GoldenFilesTest.messages());
  }

  @Test
  void ordersARegionsMapByCountAndThenByName() {
    assertThat(Words.byCount(Map.of("b", 1, "a", 1, "c", 2)).map(Map.Entry::getKey))
        .containsExactly("c", "a", "b");
  }

  /**
   * A window's calls stand in the order in which they came, which need not be that of the calls.
   */
  @Test
  void saysFromTheFirstToTheLastCallHoweverTheyCame() {
    List<ManagementEvent> events = List.of(call(9), call(0), call(5));
    Digest digest = SampleAlerts.digest(events);

    assertThat(Message.of(digest, digest.raisedAt()).email())
        .contains("2026-01-31 12:00:00Z to 12:09:00Z, 3 times: root");
  }

  /** A replay, or an event that waited, is told of long after its call. */
  @Test
  void looksForHeldCallsSinceTheFirstOfThem() {
    List<ManagementEvent> late = List.of(call(9), call(-300));
    Digest digest = SampleAlerts.digest(late);
    Instant raised = NOON.plus(Duration.ofHours(26));
    HeldAlert first = HeldAlert.of(SampleAlerts.RULE, call(0));
    CapNotice notice =
        new CapNotice(SampleAlerts.RULE, SampleAlerts.place(raised, 100), 20, first, raised);

    assertThat(Message.of(digest, digest.raisedAt()).email())
        .contains("lookup-events --region us-east-1 --start-time 2026-01-31T07:00Z");
    assertThat(Message.of(notice, raised).email())
        .contains("lookup-events --region us-east-1 --start-time 2026-01-31T12:00Z");
  }

  private static ManagementEvent call(int minutes) {
    return EventEdit.of("root").time(NOON.plus(Duration.ofMinutes(minutes))).event();
  }
}
