package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import rdsalert.briefing.Alert.Gravity;
import rdsalert.briefing.Alert.Position;
import rdsalert.briefing.Digest;
import rdsalert.briefing.HeldAlert;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.rule.DetectionRule.Rating.Severity;
import rdsalert.rule.RuleCatalog;

/** A tally of as many as are listed: it stays small, and quick enough for a lease. */
class LargeTallyTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  /** Each alert has a caller, an account, a Region and a rule of its own. */
  @Test
  void countsAllThatAreListed() {
    long before = usedMegabytes();
    long started = System.nanoTime();
    Tally tally = new Tally();
    for (int i = 0; i < Tally.MOST; i++) {
      tally.accept(held(i));
    }
    Message message = Message.of(digest(tally), START.plus(Duration.ofMinutes(13)));
    System.out.printf(
        "tally of %,d held alerts: %d ms, %d MB kept%n",
        Tally.MOST, (System.nanoTime() - started) / 1_000_000, usedMegabytes() - before);

    assertThat(tally.held()).isEqualTo(Tally.MOST);
    assertThat(message.email())
        .contains("50000 alerts held")
        .contains("and 49990 more callers, not listed here");
  }

  @Test
  void namesTheRulesThatAreKnown() {
    Tally tally = new Tally();
    tally.accept(held(7));
    tally.accept(held(8, Gravity.unknown()));
    String packaged = RuleCatalog.packaged().rules().getFirst().id();
    tally.accept(held(9, new Gravity(packaged, Severity.LOW, 21, List.of())));

    assertThat(Message.of(digest(tally), START).email())
        .contains("RULES    1 \"AWS RDS Security Group Creation\", 1 rule-7\n");
  }

  private static Digest digest(Tally tally) {
    Position place =
        new Position(START, START.plus(Duration.ofMinutes(10)), OptionalInt.empty(), 100);
    return tally.digest(
        RuleCatalog.packaged(),
        place,
        new Digest.Held(Tally.MOST, Tally.MOST, OptionalInt.empty(), false),
        TallyTest.LISTING,
        place.end());
  }

  private static HeldAlert held(int i) {
    return held(i, new Gravity("rule-" + i, Severity.LOW, 21, List.of()));
  }

  private static HeldAlert held(int i, Gravity gravity) {
    String own = Integer.toString(i);
    return new HeldAlert(
        own,
        START.plusMillis(i % 600_000),
        "caller-" + own,
        "caller-" + own,
        new ManagementEvent.Scope("account-" + own, "region-" + own),
        "198.51.100.7",
        "group",
        gravity);
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
