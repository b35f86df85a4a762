package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.AlertLedger;
import rdsalert.delivery.AlertLedger.Claim;
import rdsalert.delivery.AlertLedger.Claim.Tries;
import rdsalert.delivery.AlertLedger.LedgerKey;
import rdsalert.delivery.Share;
import rdsalert.delivery.Share.Applicant;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.local.LocalLedger;
import rdsalert.testing.FakeLedger;

/**
 * The table's condition and {@link Share}'s decision are written twice: for random applicants and
 * limits they give the same places in the same order.
 */
class PlacesAgreeTest {
  private static final LocalLedger DATABASE = LocalLedger.start();
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int APPLICANTS = 150;

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 16305069833130L})
  void giveTheSamePlaces(long seed) {
    assertAgreement(seed, (int) (seed % 90));
  }

  @Test
  void giveTheSamePlacesWithAFreshSeed() {
    long seed = System.nanoTime();
    System.out.println("places agree, seed " + seed);
    assertAgreement(seed, 100);
  }

  private void assertAgreement(long seed, int windowNumber) {
    Random random = new Random(seed);
    Limits limits = limits(random);
    Window window = new Window(START.plus(WINDOW.multipliedBy(windowNumber)), WINDOW);
    FakeLedger decision = new FakeLedger();
    List<AlertLedger> runs =
        List.of(DATABASE.ledger(WINDOW), DATABASE.ledger(WINDOW), DATABASE.ledger(WINDOW));
    Set<String> claimed = new HashSet<>();
    boolean admitted = false;
    for (int i = 0; i < APPLICANTS; i++) {
      Claim.Granted claim = claim(seed + "-" + random.nextInt(APPLICANTS), claimed, random);
      Applicant applicant = applicant(random);
      Optional<Position> expected = decision.admit(claim, applicant, window, limits);
      Optional<Position> given =
          runs.get(random.nextInt(3)).admit(claim, applicant, window, limits);
      assertThat(given)
          .as("seed %s, applicant %s: %s of %s", seed, i, applicant, limits)
          .isEqualTo(expected);
      admitted |= given.isPresent();
    }
    assertThat(admitted).as("seed %s", seed).isTrue();
  }

  private static Limits limits(Random random) {
    int cap = 1 + random.nextInt(60);
    int reserve = random.nextInt(cap);
    return new Limits(cap, reserve, Limits.NO_PACE, WINDOW, Duration.ofHours(1));
  }

  /** Sometimes the second copy of an alert; one that was claimed before has been taken over. */
  private static Claim.Granted claim(String id, Set<String> claimed, Random random) {
    Tries tries = random.nextInt(8) == 0 ? new Tries(1, START) : Tries.NONE;
    return new Claim.Granted(
        new LedgerKey.ForAlert(id),
        "token",
        START,
        !claimed.add(id),
        tries,
        START,
        new Claim.Content("{}", null, OptionalInt.empty()));
  }

  private static Applicant applicant(Random random) {
    boolean root = random.nextInt(6) == 0;
    return new Applicant(
        "caller-" + random.nextInt(random.nextBoolean() ? 3 : 50),
        "rule-" + random.nextInt(2),
        "account-" + random.nextInt(random.nextBoolean() ? 2 : 20),
        root,
        root || random.nextInt(4) == 0);
  }
}
