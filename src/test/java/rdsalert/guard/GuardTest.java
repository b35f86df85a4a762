package rdsalert.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.DeliveryException.LedgerFailedException;
import rdsalert.delivery.Turns.TimeLeft;
import rdsalert.guard.Guard.Findings;
import rdsalert.guard.Guard.Surroundings;
import rdsalert.guard.SampleMessages.Place;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.RecordingPublisher;
import rdsalert.testing.SettableClock;
import rdsalert.testing.Template;
import rdsalert.testing.TestRules;

/** A sweep knows whether anybody would hear an alert, and whether the ledger is closed. */
class GuardTest {
  private static final TimeLeft ENOUGH = () -> Duration.ofMinutes(3);
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";
  private static final String CLOSED =
      Template.properties("Ledger").at("/ResourcePolicy/PolicyDocument").toString();

  private final SettableClock clock = SettableClock.atWindowStart();
  private final Around around = new Around();
  private final Guard guard = guard(clock);

  private Guard guard(InstantSource time) {
    return new Guard(
        around,
        SampleMessages.of(RuleCatalog.packaged().rules(), Place.of(TOPIC)),
        Place.of(TOPIC).table("ledger"),
        new KnownSettings(Map.of("ALERT_CAP", ""), Place.of(TOPIC), new RecordingPublisher()),
        time);
  }

  @Test
  void saysThatNobodyListensWhereNobodyIsSubscribed() {
    around.pending = 1;

    Findings found = look();

    assertThat(found.unheard()).isEqualTo(2);
    assertThat(found.unwatched()).isEqualTo(1);
    assertThat(found.confirmed()).isZero();
    assertThat(found.pending()).isEqualTo(2);
    assertThat(found.said())
        .containsExactlyInAnyOrder(
            "topic alerts: nobody gets an ordinary alert",
            "topic alerts: nobody gets a critical alert",
            "topic watch: nobody gets what the stack tells of itself");
  }

  /** The ledger's time comes from the store, which may not answer. */
  @Test
  void looksNotAndFailsNotWhereTheTimeIsUnknown() {
    InstantSource unknown =
        () -> {
          throw new LedgerFailedException("the store is too slow to tell the time", true, null);
        };

    assertThat(guard(unknown).look(ENOUGH)).isEmpty();
  }

  @Test
  void isContentIfEachTopicHasSomebody() {
    around.subscribe(Topic.ALERTS, "");
    around.subscribe(Topic.WATCH, "{}");

    assertThat(look()).isEqualTo(new Findings(0, 0, 2, 0, false, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | {"kind":["alert"]}
          0 | {"severity":[{"anything-but":["medium"]}],"region":["eu-central-1"]}
          0 | {"risk_score":[{"numeric":[">=",21]}],"account":["123456789012"]}
          0 | {"rule":[{"prefix":"378f9024"}]}
          0 | {"kind":[{"a-new-operator":"x"}]}
          1 | {"severity":["critical"]}
          1 | {"severity":["low"]}
          1 | {"risk_score":[{"numeric":[">",21]}]}
          2 | {"kind":["digest"]}
          2 | {"account":["111122223333"]}
          2 | {"never":[{"exists":true}]}
          """)
  void judgesFilterPoliciesAsSnsDoes(int unheard, String policy) {
    around.subscribe(Topic.WATCH, "");
    around.subscribe(Topic.ALERTS, policy);

    assertThat(look().unheard()).isEqualTo(unheard);
  }

  /** Bodies are not looked at, so it is believed to let alerts through. */
  @Test
  void judgesNoFilterPolicyOnTheBody() {
    around.subscribe(Topic.WATCH, "");
    around.subscribe(Topic.ALERTS, "{\"kind\":[\"digest\"]}");
    around.scope = "MessageBody";

    assertThat(look().unheard()).isZero();
  }

  @Test
  void asksForTheGravestRuleAndTheLeastGrave() {
    DetectionRule grave = TestRules.like("grave", Rating.Severity.CRITICAL, 91);
    DetectionRule least = TestRules.like("least", Rating.Severity.LOW, 1);
    var alerts = SampleMessages.of(List.of(least, grave), Place.of(TOPIC)).get(Topic.ALERTS);

    assertThat(alerts)
        .hasEntrySatisfying(
            "a critical alert", one -> assertThat(one.path("rule").asText()).isEqualTo("grave"))
        .hasEntrySatisfying(
            "an ordinary alert", one -> assertThat(one.path("rule").asText()).isEqualTo("least"));
  }

  @Test
  void addsUpWhatSeveralSubscribersTake() {
    around.subscribe(Topic.WATCH, "");
    around.subscribe(Topic.ALERTS, "{\"severity\":[\"critical\"]}");
    around.subscribe(Topic.ALERTS, "{\"severity\":[\"low\"]}");

    assertThat(look().unheard()).isZero();
  }

  @Test
  void hasNobodyOnTheSecondTopicIfAFilterAsksForAttributes() {
    around.subscribe(Topic.ALERTS, "");
    around.subscribe(Topic.WATCH, "{\"kind\":[\"alert\"]}");

    Findings found = look();

    assertThat(found.unheard()).isZero();
    assertThat(found.unwatched()).isEqualTo(1);
    assertThat(found.said())
        .containsExactly("topic watch: nobody gets what the stack tells of itself");
  }

  /** As it is by default: nobody watches, and that must not hide that nobody is alerted either. */
  @Test
  void countsTheTopicsApart() {
    around.subscribe(Topic.ALERTS, "");
    assertThat(look()).extracting(Findings::unheard, Findings::unwatched).containsExactly(0, 1);

    around.subscribed.clear();
    clock.advance(Duration.ofHours(1));
    assertThat(look()).extracting(Findings::unheard, Findings::unwatched).containsExactly(2, 1);
  }

  @Test
  void looksOnceAnHourAndAtOnceAgainIfItCouldNot() {
    around.subscribe(Topic.ALERTS, "");
    around.subscribe(Topic.WATCH, "");
    around.fault = new IllegalStateException("denied");

    Findings unknown = look();

    assertThat(unknown.unheard()).isEqualTo(1);
    assertThat(unknown.unwatched()).isEqualTo(1);
    assertThat(unknown.ledgerOpen()).isTrue();
    assertThat(unknown.said())
        .hasSize(3)
        .contains("not known who listens to topic alerts: IllegalStateException: denied");

    around.fault = null;
    clock.advance(Duration.ofMinutes(5));
    assertThat(look().unheard()).isZero();
    clock.advance(Duration.ofMinutes(45));
    assertThat(guard.look(ENOUGH)).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(look().unheard()).isZero();
  }

  @Test
  void leavesTheTimeToTheAlerts() {
    assertThat(guard.look(() -> Duration.ofSeconds(29))).isEmpty();
    assertThat(around.calls).isZero();

    around.subscribe(Topic.ALERTS, "");
    around.subscribe(Topic.WATCH, "");
    Findings found = guard.look(() -> Duration.ofSeconds(30 - around.calls)).orElseThrow();

    assertThat(found.said()).anyMatch(text -> text.endsWith("too little time is left"));
    assertThat(around.calls).isEqualTo(1);
  }

  @Test
  void knowsTheLedgersPolicyAsTheTemplateHasIt() {
    assertThat(look().ledgerOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "no JSON",
        "\"Deny\" -> \"Allow\"",
        "\"dynamodb:PutItem\", -> ",
        "\"dynamodb:PutItem\" -> \"dynamodb:Scan\"",
        "\"dynamodb:UpdateItem\" -> \"dynamodb:Scan\"",
        "\"dynamodb:DeleteItem\" -> \"dynamodb:Scan\"",
        "\"dynamodb:BatchWriteItem\" -> \"dynamodb:Scan\"",
        "\"dynamodb:PartiQLInsert\" -> \"dynamodb:Scan\"",
        "\"dynamodb:PartiQLUpdate\" -> \"dynamodb:Scan\"",
        "\"dynamodb:PartiQLDelete\" -> \"dynamodb:Scan\"",
        "\"AlertRole.Arn\", -> \"AlertRole.Arn\",\"arn:aws:iam::111122223333:role/other\",",
        "\"ArnNotEquals\" -> \"ArnNotLike\"",
        "\"ArnNotEquals\" -> \"Bool\":{\"aws:ViaAWSService\":\"true\"},\"ArnNotEquals\"",
        "\"aws:PrincipalArn\" -> \"aws:SourceArn\":\"arn:aws:s3:::a\",\"aws:PrincipalArn\"",
        "\"Principal\":\"*\" -> \"Principal\":\"111122223333\"",
        "\"AlertRole.Arn\" -> \"arn:aws:iam::*:role/*\"",
        "\"SweepRole.Arn\" -> \"arn:aws:iam::123456789012:role/?\"",
        "\"Resource\":\"*\" ->"
            + " \"Resource\":\"arn:aws:dynamodb:eu-central-1:123456789012:table/ledger/index/queue-dueAt\"",
        "\"Resource\":\"*\" -> \"NotResource\":\"*\""
      })
  void tellsIfTheLedgerIsOpen(String change) {
    String[] fromTo = change.split(" -> ?", -1);
    around.policy = fromTo.length == 1 ? change : CLOSED.replace(fromTo[0], fromTo[1]);
    assertThat(around.policy).isNotEqualTo(CLOSED);

    assertThat(look().ledgerOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "[\"%s\",\"%s/index/*\"]"})
  void knowsALedgerThatIsClosedByItsName(String resource) {
    String table = Place.of(TOPIC).table("ledger");
    around.policy =
        CLOSED.replace("\"Resource\":\"*\"", "\"Resource\":" + resource.replace("%s", table));
    assertThat(around.policy).isNotEqualTo(CLOSED);

    assertThat(look().ledgerOpen()).isFalse();
  }

  private Findings look() {
    return guard.look(ENOUGH).orElseThrow();
  }

  /** Surroundings that a test arranges. */
  private static final class Around implements Surroundings {
    private final Map<Topic, Map<String, String>> subscribed = new EnumMap<>(Topic.class);
    private @Nullable RuntimeException fault;
    private String policy = CLOSED;
    private String scope = "MessageAttributes";
    private int pending;
    private int calls;

    void subscribe(Topic topic, String filter) {
      Map<String, String> there = subscribed.computeIfAbsent(topic, key -> new HashMap<>());
      there.put(topic + "/" + there.size(), filter);
    }

    @Override
    public Subscriptions subscriptions(Topic topic) {
      call();
      Map<String, String> there = subscribed.getOrDefault(topic, Map.of());
      return new Subscriptions(List.copyOf(there.keySet()), pending);
    }

    @Override
    public Map<String, String> attributes(String subscription) {
      call();
      Topic topic = Topic.valueOf(subscription.split("/", -1)[0]);
      return Map.of(
          "FilterPolicy",
          subscribed.getOrDefault(topic, Map.of()).getOrDefault(subscription, ""),
          "FilterPolicyScope",
          scope);
    }

    @Override
    public Optional<String> policy(String table) {
      assertThat(table).isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/ledger");
      call();
      return Optional.of(policy).filter(text -> !text.isEmpty());
    }

    @Override
    public Map<String, String> noted() {
      return Map.of("AlertCap", "");
    }

    @Override
    public void note(Map<String, String> settings) {
      throw new AssertionError("nothing has changed");
    }

    private void call() {
      calls++;
      if (fault != null) {
        throw fault;
      }
    }
  }
}
