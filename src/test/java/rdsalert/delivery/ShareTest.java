package rdsalert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window.Limits;
import rdsalert.testing.FakeLedger;

/** Who gets a place when many ask: floods that hide one call, and floods of the urgent. */
class ShareTest {
  private static final String ACCOUNT = "123456789012";
  private static final Limits LIMITS = limits(100, 20);

  private final FakeLedger ledger = new FakeLedger();
  private int calls;

  @ParameterizedTest
  @CsvSource({
    "100, 20, 80, 2, 4, 4, 10",
    "100, 0, 100, 0, 0, 0, 0",
    "10, 2, 8, 1, 1, 1, 1",
    "500, 100, 400, 10, 20, 20, 50",
    "5, 1, 4, 1, 1, 1, 1"
  })
  void dividesTheReserve(
      int cap, int reserve, int open, int root, int urgent, int callers, int accounts) {
    Limits limits = limits(cap, reserve);

    assertThat(Stream.of(Share.values()).map(share -> share.places(limits)))
        .containsExactly(open, root, urgent, callers, accounts);
  }

  @Test
  void letsRootOutThoughTwentyOneCallersFlood() {
    int admitted = flood(120, i -> caller("caller-" + i % 21, ACCOUNT));

    assertThat(admitted).isEqualTo(80);
    assertThat(admits(new Applicant("root", "rule", ACCOUNT, true, true))).isTrue();
    assertThat(admits(new Applicant("caller-1", "rule", ACCOUNT, false, true))).isTrue();
    assertThat(admits(caller("caller-99", ACCOUNT))).isTrue();
    assertThat(admits(caller("caller-1", "999999999999"))).isTrue();
    assertThat(admits(caller("caller-1", ACCOUNT))).isFalse();
  }

  @Test
  void letsOthersOutThoughAFloodItselfIsUrgent() {
    int admitted = flood(200, i -> new Applicant("noisy", "rule", ACCOUNT, false, true));

    assertThat(admitted).isEqualTo(82);
    assertThat(admits(new Applicant("root", "rule", ACCOUNT, true, true))).isTrue();
    assertThat(admits(caller("second", ACCOUNT))).isTrue();
    assertThat(admits(caller("third", "999999999999"))).isTrue();
  }

  @Test
  void givesOneAccountAtMostHalfOfTheReserve() {
    int admitted =
        flood(500, i -> new Applicant("caller-" + i, "rule-" + i, ACCOUNT, i % 2 == 0, true));

    assertThat(admitted).isEqualTo(90);
    assertThat(admits(caller("anybody", ACCOUNT))).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(admits(caller("one", "%012d".formatted(i)))).isTrue();
    }
    assertThat(admits(caller("one", "000000000099"))).isFalse();
  }

  /** Urgent calls by one rule, then rules not yet used: one caller in all shares at once. */
  @Test
  void letsAnotherCallerOutThoughOneFloodsByManyRules() {
    int admitted =
        flood(
            200, i -> new Applicant("noisy", "rule-" + Math.max(0, i - 100), ACCOUNT, false, true));

    assertThat(admitted).isEqualTo(82);
    assertThat(admits(new Applicant("thief", "rule-0", ACCOUNT, false, true))).isTrue();
    assertThat(admits(caller("second-thief", ACCOUNT))).isTrue();
  }

  @Test
  void takesACallerForNewWithAnotherRule() {
    flood(90, i -> caller("noisy", ACCOUNT));

    assertThat(admits(new Applicant("noisy", "another-rule", ACCOUNT, false, false))).isTrue();
    assertThat(admits(new Applicant("noisy", "another-rule", ACCOUNT, false, false))).isFalse();
  }

  @Test
  void givesNoSingleKindMoreThanHalfOfTheReserve() {
    for (Share share : Share.values()) {
      assertThat(share == Share.OPEN ? 0 : share.places(LIMITS)).isLessThanOrEqualTo(10);
    }
  }

  private interface Callers {
    Applicant at(int i);
  }

  private int flood(int calls, Callers callers) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += admits(callers.at(i)) ? 1 : 0;
    }
    return admitted;
  }

  private boolean admits(Applicant applicant) {
    Claim.Granted claim =
        (Claim.Granted)
            ledger.claim(
                new LedgerKey.ForAlert("call-" + ++calls),
                "{}",
                AlertLedgerContract.NOW,
                AlertLedgerContract.NOW.plusSeconds(30));
    return ledger.admit(claim, applicant, AlertLedgerContract.WINDOW, LIMITS).isPresent();
  }

  private static Applicant caller(String caller, String account) {
    return new Applicant(caller, "rule", account, false, false);
  }

  private static Limits limits(int cap, int reserve) {
    return new Limits(cap, reserve, 5, Duration.ofMinutes(10), Duration.ofHours(1));
  }
}
