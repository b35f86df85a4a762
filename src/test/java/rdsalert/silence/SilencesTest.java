package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;
import static rdsalert.silence.Exceptions.RULE;
import static rdsalert.silence.Exceptions.covering;
import static rdsalert.silence.Exceptions.entry;
import static rdsalert.silence.Exceptions.remarks;
import static rdsalert.silence.Exceptions.silencing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern.ClauseResult;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.silence.Silences.Verdict.Remark;

class SilencesTest {
  private static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary\"]}}";
  private static final String ROLE =
      """
      {"type": "AssumedRole", "principalId": "AROAEXAMPLE:session", "accountId": "123456789012",
       "arn": "arn:aws:sts::123456789012:assumed-role/Deploy/session",
       "sessionContext": {"sessionIssuer": {"type": "Role",
         "arn": "arn:aws:iam::123456789012:role/ci/Deploy"}}}
      """;
  private static final String ROOT =
      "{\"type\": \"Root\", \"arn\": \"arn:aws:iam::123456789012:root\"}";

  @ParameterizedTest(name = "{1} of {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain | {"userIdentity": {"arn": ["arn:aws:iam::123456789012:user/mary"]}} | true
          plain | {"userIdentity": {"arn": ["arn:aws:iam::123456789012:user/marylou"]}} | false
          plain | {"userIdentity": {"principalId": ["AIDACKCEVSQ6C2EXAMPLE"]}} | true
          role  | {"userIdentity": {"arn": [{"wildcard": "arn:aws:sts::*:assumed-role/Deploy/*"}]}} | true
          role  | {"userIdentity": {"sessionContext": {"sessionIssuer": {"arn": [{"prefix": "arn:aws:iam::123456789012:role/ci/"}]}}}} | true
          plain | {"userIdentity": {"sessionContext": {"sessionIssuer": {"arn": [{"prefix": "arn:aws:iam::123456789012:role/ci/"}]}}}} | false
          plain | {"sourceIPAddress": [{"cidr": "198.51.100.0/24"}]} | true
          plain | {"sourceIPAddress": [{"cidr": "198.51.100.0/29"}]} | true
          plain | {"sourceIPAddress": [{"cidr": "198.51.100.8/29"}]} | false
          plain | {"sourceIPAddress": [{"cidr": "2001:db8::/32"}]} | false
          ipv6  | {"sourceIPAddress": [{"cidr": "2001:db8::/32"}]} | true
          ipv6  | {"sourceIPAddress": [{"cidr": "2001:db8:1::/48"}]} | false
          ipv6  | {"sourceIPAddress": [{"cidr": "198.51.100.0/24"}]} | false
          plain | {"userAgent": [{"prefix": "aws-cli/"}]} | true
          plain | {"userAgent": [{"wildcard": "*Terraform*"}]} | false
          plain | {"recipientAccountId": ["123456789012"], "awsRegion": [{"prefix": "eu-"}]} | true
          plain | {"recipientAccountId": ["111122223333"]} | false
          plain | {"recipientAccountId": ["123456789012"], "awsRegion": [{"anything-but": "eu-central-1"}]} | false
          plain | {"requestParameters": {"dBSecurityGroupName": [{"prefix": "Rep"}]}} | true
          plain | {"requestParameters": {"dBSecurityGroupName": [{"equals-ignore-case": "REPORTS"}]}} | true
          plain | {"responseElements": {"dBSecurityGroupName": [{"wildcard": "*port*"}]}} | true
          plain | {"responseElements": {"dBSecurityGroupName": [{"wildcard": "*test*"}]}} | false
          plain | {"requestParameters": {"tags": {"key": ["team"], "value": ["reporting"]}}} | true
          tags  | {"requestParameters": {"tags": {"key": ["team"], "value": ["reporting"]}}} | false
          """)
  void coversWhatItsPatternSays(String event, String detail, boolean silenced) {
    Silences exceptions = Exceptions.of(entry("one", detail).put("broad", true).toString());

    assertThat(exceptions.off(NOW)).isEmpty();
    assertThat(silencing(exceptions, event(event), NOW))
        .isEqualTo(silenced ? List.of("one") : List.of());
  }

  @Test
  void endsOnTheSecond() {
    Silences exceptions = Exceptions.of(covering("one", MARY));
    Instant end = Instant.parse("2026-06-01T00:00:00Z");

    assertThat(silencing(exceptions, event("plain"), end.minusMillis(1))).containsExactly("one");
    assertThat(silencing(exceptions, event("plain"), end)).isEmpty();
    assertThat(remarks(exceptions, event("plain"), end))
        .containsExactly(new Remark("one", "expired on 2026-06-01T00:00:00Z"));
    assertThat(exceptions.statuses(end.minusMillis(1)).getFirst())
        .isInstanceOf(SilenceStatus.On.class);
    assertThat(exceptions.off(end))
        .containsExactly(new SilenceStatus.Off("one", "expired on 2026-06-01T00:00:00Z"));
  }

  @Test
  void isOffWhileItsEndLiesMoreThanAYearAhead() {
    Silences exceptions = Exceptions.of(covering("one", MARY));
    Instant aYearBefore = Instant.parse("2025-05-31T00:00:00Z");

    assertThat(silencing(exceptions, event("plain"), aYearBefore)).containsExactly("one");
    assertThat(remarks(exceptions, event("plain"), aYearBefore.minusSeconds(1)))
        .containsExactly(
            new Remark("one", "is off: it ends on 2026-06-01T00:00:00Z, more than a year ahead"));
  }

  @Test
  void judgesExpiryByTheTimeOfTheRunAndAScheduleByThatOfTheCall() {
    ObjectNode saturdays = entry("saturdays", MARY);
    saturdays.set(
        "schedule",
        Events.json(
            "{\"weekdays\":[\"sat\"],\"start\":\"10:00\",\"length\":\"PT1H\",\"timeZone\":"
                + "\"Europe/Berlin\"}"));
    Silences exceptions = Exceptions.of(saturdays.toString());

    assertThat(silencing(exceptions, at("2026-01-31T09:30:00Z"), NOW)).containsExactly("saturdays");
    assertThat(remarks(exceptions, at("2026-01-31T10:00:00Z"), NOW))
        .containsExactly(
            new Remark("saturdays", "is limited to hours in which this call was not made"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"eventName\": [\"CreateDBSecurityGroup\"]}",
        "{\"eventID\": [{\"wildcard\": \"*\"}]}",
        "{\"eventID\": [{\"prefix\": \"\"}]}",
        "{\"awsRegion\": [{\"exists\": true}]}",
        "{\"sessionCredentialFromConsole\": [{\"exists\": false}]}",
        "{\"userAgent\": [{\"anything-but\": \"curl\"}]}",
        "{\"userIdentity\": {\"type\": [\"IAMUser\", \"AssumedRole\"]}}",
        "{\"sourceIPAddress\": [{\"cidr\": \"0.0.0.0/0\"}]}",
        "{\"sourceIPAddress\": [{\"cidr\": \"::/0\"}]}",
        "{\"userIdentity\": {\"arn\": [{\"prefix\": \"arn:aws:\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"wildcard\": \"arn:aws:*\"}]}}",
        "{\"userIdentity\": {\"arn\": [{\"wildcard\": \"*/*\"}]}}",
        "{\"userIdentity\": {\"principalId\": [{\"prefix\": \"A\"}]}}",
        "{\"userIdentity\": {\"accessKeyId\": [{\"prefix\": \"A\"}]}}",
        "{\"tlsDetails\": {\"tlsVersion\": [{\"prefix\": \"TLS\"}]}}",
        "{\"apiVersion\": [{\"exists\": true}]}",
        "{\"readOnly\": [false]}"
      })
  void isOffIfItCoversEverybodyWithoutSayingSo(String detail) {
    String pattern = detail.equals("{}") ? "{}" : "{\"detail\": " + detail + "}";
    ObjectNode all = entry("all", "{}");
    all.set("pattern", Events.json(pattern));

    assertThat(Exceptions.of(all.toString()).off(NOW))
        .extracting(SilenceStatus.Off::why)
        .containsExactly(
            "is off: it pins nothing that AWS vouches for: name a user or role by ARN, or an"
                + " account together with names, tags or hours, or say \"broad\": true");
    assertThat(Exceptions.of(all.put("broad", true).toString()).off(NOW)).isEmpty();
  }

  /** What stands beside a user, which would be enough. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"detail": {"vpcEndpointID": [{"exists": false}]}}        | 'vpcEndpointID' is no field of a CloudTrail record; there are addendum,
          {"requestParameters": {"engine": [{"exists": false}]}}    | 'requestParameters' is no field of an event (those of the record stand in 'detail')
          {"detail": {"sourceIPAddress": ["198.51.100.0/24"]}}      | no address is "198.51.100.0/24": for the range, write {"cidr": "198.51.100.0/24"}
          {"detail": {"$or": [{"sourceIPAdress": ["x"]}, {"awsRegion": ["y"]}]}} | 'sourceIPAdress' is no field
          {"$or": [{"acount": ["x"]}, {"region": ["y"]}]}           | 'acount' is no field of an event
          """)
  void isOffIfItLooksWhereNothingStands(String beside, String fault) {
    ObjectNode entry = entry("one", MARY);
    ObjectNode pattern = (ObjectNode) entry.path("pattern");
    Events.json(beside)
        .properties()
        .forEach(
            part -> {
              if (part.getKey().equals("detail")) {
                ((ObjectNode) pattern.path("detail")).setAll((ObjectNode) part.getValue());
              } else {
                pattern.set(part.getKey(), part.getValue());
              }
            });

    assertThat(Exceptions.of(entry.toString()).off(NOW).getFirst().why())
        .startsWith("is off: pattern: " + fault);
    assertThat(SilenceSchema.faults("{\"exceptions\": [" + entry + "]}").isEmpty())
        .as("the schema does not look into $or")
        .isEqualTo(beside.contains("$or"));
  }

  @Test
  void silencesRootOnceItSaysThatItIsMeantTo() {
    ObjectNode root = entry("root", "{\"userIdentity\": {\"type\": [\"Root\"]}}");

    assertThat(silencing(Exceptions.of(root.toString()), event("root"), NOW)).isEmpty();
    Silences broad = Exceptions.of(root.put("broad", true).toString());
    assertThat(silencing(broad, event("root"), NOW)).containsExactly("root");
  }

  @Test
  void neverSilencesRootUnlessItIsMarkedAsBroad() {
    String named =
        "{\"recipientAccountId\": [\"123456789012\"],"
            + " \"requestParameters\": {\"dBSecurityGroupName\": [\"Reports\"]}}";
    Silences exceptions = Exceptions.of(covering("office", named));

    assertThat(silencing(exceptions, event("plain"), NOW)).containsExactly("office");
    assertThat(remarks(exceptions, event("root"), NOW))
        .containsExactly(new Remark("office", "does not cover root: it is not marked as broad"));
  }

  @Test
  void appliesToItsRuleOnly() {
    ObjectNode own = entry("own", MARY).put("rule", RULE.id());
    ObjectNode other = entry("other", MARY).put("rule", "no-such-rule");

    assertThat(silencing(Exceptions.of(own.toString()), event("plain"), NOW))
        .containsExactly("own");
    Silences unknown = Exceptions.of(other.toString());
    assertThat(silencing(unknown, event("plain"), NOW)).isEmpty();
    assertThat(remarks(unknown, event("plain"), NOW)).hasSize(1);
    assertThat(unknown.off(NOW).getFirst().why())
        .isEqualTo("is off: there is no rule with the id 'no-such-rule'");
  }

  @Test
  void switchesABadEntryOffAndNoOther() {
    ObjectNode nobodys = entry("nobodys", MARY);
    nobodys.remove("owner");
    Silences exceptions =
        Exceptions.of("7", nobodys.toString(), covering("good", MARY), "{\"id\": \"empty\"}");

    assertThat(exceptions.off(NOW))
        .extracting(SilenceStatus.Off::label)
        .containsExactly("entry 1", "nobodys", "empty");
    assertThat(silencing(exceptions, event("plain"), NOW)).containsExactly("good");
  }

  @Test
  void tellsOfTheEntryThatWouldHaveSilencedIfItWereNotOff() {
    ObjectNode nobodys = entry("nobodys", MARY).put("owner", " ");

    assertThat(remarks(Exceptions.of(nobodys.toString()), event("plain"), NOW))
        .containsExactly(new Remark("nobodys", "is off: owner is missing: who answers for it?"));
    assertThat(remarks(Exceptions.of(nobodys.toString()), event("role"), NOW)).isEmpty();
  }

  @Test
  void tellsOfThreeAtMost() {
    String[] expired =
        IntStream.range(0, 9)
            .mapToObj(i -> entry("e" + i, MARY).put("expires", "2026-01-01T00:00:00Z").toString())
            .toArray(String[]::new);

    assertThat(remarks(Exceptions.of(expired), event("plain"), NOW)).hasSize(3);
  }

  @Test
  void saysInEveryAlertThatTheFileCannotBeRead() {
    Silences broken = Exceptions.file("{\"exceptions\": [}");

    assertThat(broken.isEmpty()).isFalse();
    assertThat(remarks(broken, event("role"), NOW))
        .containsExactly(
            new Remark(null, "No exception applies: the file is not JSON, line 1, column 17"));
    assertThat(broken.off(NOW)).hasSize(1);
  }

  @Test
  void hasNothingToSayWhereThereAreNone() {
    assertThat(Silences.none().isEmpty()).isTrue();
    assertThat(SilenceFile.packaged(RuleCatalog.packaged()).isEmpty()).isTrue();
    assertThat(remarks(Silences.none(), event("plain"), NOW)).isEmpty();
  }

  @Test
  void findsTheOneThatComesClosest() {
    Silences exceptions =
        Exceptions.of(
            covering("far", "{\"sourceIPAddress\": [\"192.0.2.1\"], \"awsRegion\": [\"x\"]}"),
            covering(
                "near",
                "{\"sourceIPAddress\": [\"192.0.2.1\"], \"userAgent\": [\"aws-cli/2.22.35\"]}"));

    assertThat(exceptions.closest(RULE, event("plain")))
        .hasValueSatisfying(
            closest -> {
              assertThat(closest.label()).isEqualTo("near");
              assertThat(closest.refusals())
                  .extracting(ClauseResult::path)
                  .containsExactly("detail.sourceIPAddress");
            });
  }

  @Test
  void findsNoneThatIsForAnotherRule() {
    RuleCatalog pack =
        RuleCatalog.packaged(new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), Set.of()));
    String other =
        entry("other", "{\"sourceIPAddress\": [\"192.0.2.1\"]}")
            .put("rule", "db-snapshot-public")
            .toString();
    Silences exceptions = Exceptions.file("{\"exceptions\": [" + other + "]}", pack);

    assertThat(exceptions.closest(pack.findOrLeast("db-snapshot-public"), event("plain")))
        .isPresent();
    assertThat(exceptions.closest(RULE, event("plain"))).isEmpty();
  }

  @Test
  void findsTheRightOneAmongAThousand() {
    String[] many =
        IntStream.range(0, 1000)
            .mapToObj(i -> covering("e" + i, MARY.replace("mary", "mary" + i)))
            .toArray(String[]::new);
    many[617] = covering("e617", MARY);

    assertThat(silencing(Exceptions.of(many), event("plain"), NOW)).containsExactly("e617");
  }

  @Test
  void tellsOfEachExceptionWhatItSaysOfAHit() {
    ObjectNode over = entry("over", MARY).put("expires", "2026-01-01T00:00:00Z");
    ObjectNode other = entry("other", MARY).put("rule", "another");
    Silences exceptions =
        Exceptions.of(
            over.toString(),
            covering("one", MARY),
            covering("elsewhere", MARY.replace("mary", "eve")),
            covering("two", MARY),
            other.toString());
    DetectionRule rule = RuleCatalog.packaged().rules().getFirst();

    assertThat(exceptions.judgeEach(rule, event("plain"), NOW))
        .extracting(Exceptions::said)
        .containsExactly(
            "over expired on 2026-01-01T00:00:00Z",
            "one",
            "two",
            "other is off: there is no rule with the id 'another'");
  }

  private static ManagementEvent event(String kind) {
    return Events.read(
        switch (kind) {
          case "plain" -> Events.plain();
          case "role" -> Events.by(ROLE);
          case "root" -> Events.by(ROOT);
          case "ipv6" -> Events.withDetail(d -> d.put("sourceIPAddress", "2001:db8:0:7::1"));
          case "tags" ->
              Events.about(
                  "{\"tags\": [{\"key\": \"team\", \"value\": \"a\"},"
                      + " {\"key\": \"b\", \"value\": \"reporting\"}]}",
                  "null");
          default -> throw new IllegalArgumentException(kind);
        });
  }

  private static ManagementEvent at(String time) {
    return Events.read(Events.withDetail(detail -> detail.put("eventTime", time)));
  }
}
