package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
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
import rdsalert.testing.TestRules;

/** What a digest says of floods: who is named first, and what is only counted. */
class TallyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:12:00Z");
  private static final RuleCatalog RULES =
      RuleCatalog.of(List.of(TestRules.packaged(), TestRules.like("grave", Severity.HIGH, 73)));

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
    assertThat(email(tally.digest(RULES, place(), numbers, null, NOW)))
        .startsWith("At most 4 alerts held")
        .contains("0 can be listed so far");
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

  private Digest digest() {
    return tally.digest(
        RULES,
        place(),
        new Digest.Held(tally.held(), tally.held(), OptionalInt.empty(), false),
        null,
        NOW);
  }

  private static String email(Digest digest) {
    return Message.of(digest, NOW).email();
  }

  private static Position place() {
    return new Position(NOW.minusSeconds(720), NOW.minusSeconds(120), OptionalInt.empty(), 100);
  }
}
