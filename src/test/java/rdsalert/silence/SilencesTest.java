package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;
import static rdsalert.silence.Exceptions.covering;
import static rdsalert.silence.Exceptions.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import rdsalert.silence.Silences.Verdict;
import rdsalert.silence.Silences.Verdict.Raised;
import rdsalert.silence.Silences.Verdict.Remark;

class SilencesTest {
  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();
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
        .extracting(SilencesTest::said)
        .containsExactly(
            "over expired on 2026-01-01T00:00:00Z",
            "one",
            "two",
            "other is off: there is no rule with the id 'another'");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ids": ["friend"]}             | {"ids": ["friend"]}                             | true
          {"ids": ["friend"]}             | {"ids": ["friend", "stranger"]}                 | false
          {"ids": ["stranger", "friend"]} | {"ids": ["friend", "stranger"]}                 | true
          {"ids": [{"prefix": "fri"}]}    | {"ids": ["friend", "friday"]}                   | true
          {"ids": [{"anything-but": "s"}]} | {"ids": ["friend", "s"]}                       | false
          {"perms": {"items": {"cidr": ["192.0.2.0/24"]}}} | {"perms": {"items": [{"cidr": "192.0.2.0/24"}, {"cidr": "::/0"}]}} | false
          {"perms": {"ranges": {"cidr": ["a"]}}} | {"perms": [{"ranges": [{"cidr": "a"}]}, {"ranges": [{"cidr": "a"}, {"cidr": "b"}]}]} | false
          {"perms": {"ranges": {"cidr": ["a"]}}} | {"perms": [{"ranges": [{"cidr": "a"}]}, {"ranges": [{"cidr": "a"}]}]} | true
          {"tags": {"key": ["team"], "value": ["a"]}} | {"tags": [{"key": "team", "value": "a"}, {"key": "b", "value": "c"}]} | true
          {"grants": {"who": ["friend"]}} | {"grants": [{"key": "a", "who": "friend"}, {"key": "b", "who": "stranger"}]} | false
          {"grants": {"who": ["friend"]}} | {"grants": [{"key": "a", "value": "b", "who": "friend"}, {"key": "c", "value": "d", "who": "stranger"}]} | false
          {"ids": ["friend"]}             | {"ids": ["friend"], "others": ["x", "y"]}       | true
          {"ids": [{"prefix": "fri"}]}    | {"ids": ["friend", "stranger"]}                 | false
          {"ids": [{"exists": true}]}     | {"ids": ["friend", "stranger"]}                 | true
          {"$or": [{"ids": ["friend"]}, {"names": ["bob"]}]} | {"ids": ["friend", "stranger"], "names": ["bob"]}        | true
          {"$or": [{"ids": ["friend"]}, {"names": ["bob"]}]} | {"ids": ["friend", "stranger"], "names": ["bob", "eve"]} | false
          {"perms": {"cidr": [{"exists": false}]}} | {"perms": [{"group": "a"}, {"cidr": "::/0"}]} | false
          """)
  void coversEveryValueOfAListOrNone(String wanted, String asked, boolean silenced) {
    String pattern =
        MARY.substring(0, MARY.length() - 1) + ", \"requestParameters\": " + wanted + "}";
    ManagementEvent event = Events.read(Events.about(asked, "null"));
    Silences exceptions = Exceptions.of(covering("one", pattern));

    assertThat(exceptions.off(NOW)).isEmpty();
    assertThat(silencing(exceptions, event, NOW)).isEqualTo(silenced ? List.of("one") : List.of());
  }

  @Test
  void saysThatItCoversOnlySomeOfTheValues() {
    String one = "{\"ids\": [\"friend\"]}";
    String pattern = MARY.replaceFirst("}$", ", \"requestParameters\": " + one + "}");
    String many =
        IntStream.range(0, 2_000).mapToObj(i -> "\"friend\"").collect(Collectors.joining(","));

    for (String asked : List.of("\"friend\", \"stranger\"", many)) {
      assertThat(
              remarks(
                  Exceptions.of(covering("one", pattern)),
                  Events.read(Events.about("{\"ids\": [" + asked + "]}", "null")),
                  NOW))
          .containsExactly(new Remark("one", "covers only some of the values that the call lists"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a"}                     |
          {"type": "IAMUser", "accountId": "111122223333"} | {"name": "test-a"}                     | names no caller, so it does not cover callers from another account
          {"type": "AWSService", "invokedBy": "x"}         | {"name": "test-a"}                     | names no caller, so it does not cover callers from another account
          {"type": "Root", "accountId": "123456789012"}    | {"name": "test-a"}                     | does not cover root: it is not marked as broad
          {"type": "FederatedUser", "accountId": "123456789012", "sessionContext": {"sessionIssuer": {"type": "Root"}}} | {"name": "test-a"} | does not cover root: it is not marked as broad
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "cIDRIP": ["0.0.0.0/0"]} | names no caller, so it does not cover access for the whole internet
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "c": {"cidrIpv6": "::/0"}} | names no caller, so it does not cover access for the whole internet
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "publiclyAccessible": true} | names no caller, so it does not cover access for the whole internet
          """)
  void coversLessWhereItRestsOnAnAccount(String who, String asked, @Nullable String but) {
    String pattern =
        "{\"recipientAccountId\": [\"123456789012\"],"
            + " \"requestParameters\": {\"name\": [{\"prefix\": \"test-\"}]}}";
    ObjectNode json = Events.about(asked, "null");
    ((ObjectNode) json.path("detail")).set("userIdentity", Events.json(who));
    ObjectNode entry = entry("one", pattern);

    assertThat(said(onlyOne(entry, json))).isEqualTo(but == null ? "one" : "one " + but);
    assertThat(said(onlyOne(entry.put("broad", true), json))).isEqualTo("one");
  }

  /** For the matcher, the bytes of 42.2.0.0 are the first ones of 2a02::. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}                           | false
          2a02:8109::1 | {"cidr": "0.0.0.0/0"}                             | false
          198.51.100.7 | {"cidr": "::/0"}                                  | false
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, {"cidr": "2001:db8::/32"} | false
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, {"cidr": "2a02::/16"}    | true
          42.2.7.7     | {"cidr": "42.2.0.0/16"}, {"cidr": "2a02::/16"}    | true
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, "2a02:8109::1"           | true
          """)
  void coversAnAddressByRangesOfItsKindAlone(String address, String ranges, boolean silenced) {
    var call = Events.read(Events.withDetail(detail -> detail.put("sourceIPAddress", address)));
    String addresses = "\"sourceIPAddress\": [" + ranges + "]";
    String or = "\"$or\": [{\"awsRegion\": [\"x\"]}, {" + addresses + "}]";
    String dotted = addresses.replace("\"source", "\"detail.source");
    for (String entry :
        List.of(
            covering("one", MARY.replaceFirst("\\{", "{" + addresses + ", ")),
            covering("one", MARY.replaceFirst("\\{", Matcher.quoteReplacement("{" + or + ", "))),
            covering("one", MARY).replace("{\"detail\"", "{" + dotted + ", \"detail\""))) {
      Silences exceptions = Exceptions.of(entry);

      assertThat(exceptions.off(NOW)).isEmpty();
      assertThat(silencing(exceptions, call, NOW)).isEqualTo(silenced ? List.of("one") : List.of());
      if (!silenced) {
        assertThat(remarks(exceptions, call, NOW))
            .extracting(Remark::why)
            .containsExactly("covers the address by no range of its kind, IPv4 or IPv6");
      }
    }
  }

  private static Verdict onlyOne(ObjectNode entry, ObjectNode event) {
    return Exceptions.of(entry.toString()).judge(RULE, Events.read(event), NOW);
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Silenced(Silence by) -> by.id();
      case Verdict.Raised(var remarks) ->
          remarks.getFirst().exception() + " " + remarks.getFirst().why();
    };
  }

  private static List<String> silencing(Silences exceptions, ManagementEvent event, Instant now) {
    return switch (exceptions.judge(RULE, event, now)) {
      case Verdict.Silenced(Silence by) -> List.of(by.id());
      case Raised _ -> List.of();
    };
  }

  private static List<Remark> remarks(Silences exceptions, ManagementEvent event, Instant now) {
    assertThat(exceptions.judge(RULE, event, now)).isInstanceOf(Raised.class);
    return ((Raised) exceptions.judge(RULE, event, now)).remarks();
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
