package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Alert.Gravity.Cause;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.DetectionRule.Rating.Severity;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.testing.TestRules;

/** What a digest says of floods: who is named first, and what is only counted. */
class TallyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:12:00Z");
  private static final RuleCatalog RULES =
      RuleCatalog.of(List.of(TestRules.packaged(), TestRules.like("grave", Severity.HIGH, 73)));

  private static final RuleCatalog PACK =
      RuleCatalog.packaged(new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), Set.of()));

  static final Digest.Listing LISTING =
      new Digest.Listing("ledger", "queue-dueAt", "queue", "held", null);

  private final Tally tally = new Tally();

  @Test
  void namesRootThoughAGraverRuleFloods() {
    hold(120, "noisy", "grave", Severity.HIGH, 73, Cause.GRAVE_RULE);
    hold(1, "root", TestRules.packaged().id(), Severity.LOW, 21, Cause.ROOT);

    Digest digest = digest();

    assertThat(digest.calls().urgent())
        .extracting(calls -> calls.first().actor())
        .containsExactly("root", "noisy");
    assertThat(digest.rule().id()).isEqualTo("grave");
    assertThat(email(digest)).startsWith("One by root among 121 alerts held").contains("RULES");
  }

  @Test
  void namesTheRareCallerThoughOthersOpenTheInternetToo() {
    hold(120, "noisy", TestRules.packaged().id(), Severity.LOW, 21, Cause.INTERNET);
    hold(1, "rare", TestRules.packaged().id(), Severity.LOW, 21, Cause.INTERNET);

    assertThat(digest().calls().urgent())
        .extracting(calls -> calls.first().actor())
        .containsExactly("rare", "noisy");
    assertThat(digest().calls().urgent())
        .extracting(Digest.UrgentCalls::calls)
        .containsExactly(1, 120);
    assertThat(digest().callers().named().getFirst().actor()).isEqualTo("rare");
  }

  @Test
  void namesTheGraverOfTwoRareCallsFirst() {
    hold(1, "earlier", TestRules.packaged().id(), Severity.LOW, 21, Cause.INTERNET);
    hold(1, "graver", "grave", Severity.HIGH, 73, Cause.GRAVE_RULE);

    assertThat(digest().calls().urgent())
        .extracting(calls -> calls.first().actor())
        .containsExactly("graver", "earlier");
  }

  @Test
  void namesEquallyRareCallersByName() {
    IntStream.range(0, 9).forEach(i -> hold(1, "caller-" + (7 * i) % 9, "grave", Severity.LOW, 1));

    assertThat(digest().callers().named())
        .extracting(Digest.ActorCount::actor)
        .isSorted()
        .hasSizeGreaterThan(1);
  }

  @Test
  void tellsANumberThoughNothingCanBeListed() {
    Digest.Held numbers = new Digest.Held(4, 0, OptionalInt.empty(), true);
    assertThat(email(tally.digest(RULES, place(), numbers, LISTING, NOW)))
        .startsWith("At most 4 alerts held")
        .contains("0 can be listed so far");
  }

  /** A rule may look for calls of several services, and a window hold several rules. */
  @Test
  void looksForTheCallsOfEachServiceOfEachRule() {
    hold(2, "one", "redshift-made-public", Severity.HIGH, 73, Cause.GRAVE_RULE);
    hold(1, "two", "db-snapshot-public", Severity.CRITICAL, 91, Cause.GRAVE_RULE);

    assertThat(Message.of(digest(PACK), NOW).subject()).contains("2 actors, 2 rules: Database");
    assertThat(email(digest(PACK)))
        .contains("AttributeKey=EventSource,AttributeValue=rds.amazonaws'.'com")
        .contains("AttributeKey=EventSource,AttributeValue=redshift.amazonaws'.'com")
        .contains("AttributeKey=EventSource,AttributeValue=redshift-serverless.amazonaws'.'com")
        .contains("two, no name, no address: Database snapshot made public")
        .contains("one, no name, no address: Redshift given public access");
  }

  @Test
  void saysThatItLeavesLookUpsOut() {
    for (int i = 1; i < 10; i++) {
      hold(new ManagementEvent.Scope("123456789012", "eu-west-" + i), NOW);
    }

    assertThat(email(digest()))
        .contains("Some Regions or services are left out here.")
        .contains("--region eu-west-6")
        .doesNotContain("--region eu-west-7")
        .contains("9 Regions: ", "eu-west-8 (1), …");
  }

  @Test
  void saysHowManyExceptionsItDoesNotName() {
    hold(WHERE, NOW);
    IntStream.range(0, 10).forEach(i -> tally.excepted("exception-" + i));
    assertThat(email(digest())).doesNotContain("more exception", "and more");

    IntStream.range(10, 12).forEach(i -> tally.excepted("exception-" + i));
    assertThat(email(digest())).contains(", and 2 more exceptions").doesNotContain("and more:");

    while (tally.excepted("exception-0")) {}
    assertThat(email(digest())).contains(", and more: counting stopped there");
  }

  @Test
  void saysWhoseCredentialsTheLookUpsNeed() {
    hold(WHERE, NOW);
    assertThat(email(digest())).contains("Profile: account 123456789012.");

    hold(new ManagementEvent.Scope("111122223333", "eu-central-1"), NOW);
    assertThat(email(digest())).contains("Profile: each account above.");
  }

  /** A record that comes late may be of an earlier call. */
  @Test
  void tellsTheEarliestOfACallersUrgentCallsFirst() {
    hold(WHERE, NOW);
    hold(WHERE, NOW.minusSeconds(90));

    assertThat(digest().calls().urgent())
        .extracting(calls -> calls.first().eventTime())
        .containsExactly(NOW.minusSeconds(90));
    assertThat(email(digest())).contains("by root, 2 times, first: 2026-03-01 10:10:30Z");
  }

  private static final ManagementEvent.Scope WHERE =
      new ManagementEvent.Scope("123456789012", "eu-central-1");

  private void hold(
      int times, String actor, String rule, Severity severity, int risk, Cause... causes) {
    Gravity gravity = new Gravity(rule, severity, risk, List.of(causes));
    for (int i = 0; i < times; i++) {
      tally.accept(new HeldAlert(actor + i, NOW, actor, actor, WHERE, null, null, gravity));
    }
  }

  private void hold(ManagementEvent.Scope where, Instant at) {
    Gravity gravity = new Gravity(TestRules.packaged().id(), Severity.LOW, 21, List.of(Cause.ROOT));
    tally.accept(new HeldAlert("id", at, "root", "root", where, null, null, gravity));
  }

  private Digest digest() {
    return digest(RULES);
  }

  private Digest digest(RuleCatalog rules) {
    return tally.digest(
        rules,
        place(),
        new Digest.Held(tally.held(), tally.held(), OptionalInt.empty(), false),
        LISTING,
        NOW);
  }

  private static String email(Digest digest) {
    return Message.of(digest, NOW).email().replaceAll("\\s+", " ");
  }

  private static Position place() {
    return new Position(NOW.minusSeconds(720), NOW.minusSeconds(120), OptionalInt.empty(), 100);
  }
}
