package rdsalert.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rdsalert.local.LocalLedger;

/**
 * Nothing is lost, repeated or flooded, come what may: random histories against DynamoDB Local.
 *
 * <p>{@code -Dsimulations=10000} runs more of them, {@code -Dseed=N} others. A failure names the
 * seed of its history: {@code -Dsimulations=1 -Dseed=THAT} replays it alone.
 */
class SimulationTest {
  private static final int SIMULATIONS = Integer.getInteger("simulations", 300);
  private static final long SEED = Long.getLong("seed", 20260301L);

  /** As many as there are processors to run them on, each on a database of its own. */
  private static final int SHARES = 2;

  @Test
  void losesRepeatsAndFloodsNothing() throws Exception {
    Figures figures = new Figures();
    try (ExecutorService shares = Executors.newFixedThreadPool(SHARES)) {
      List<Callable<@Nullable Void>> work = new ArrayList<>();
      for (int share = 0; share < SHARES; share++) {
        int first = share;
        work.add(() -> simulate(first, figures));
      }
      for (Future<@Nullable Void> done : shares.invokeAll(work)) {
        done.get();
      }
    }
    System.out.println("seeds " + SEED + " to " + (SEED + SIMULATIONS - 1) + ": " + figures);
    assertThat(figures.repeated)
        .as("the allowed crash happens, or this proves little")
        .isGreaterThanOrEqualTo(SIMULATIONS / 100);
  }

  private static @Nullable Void simulate(int first, Figures figures) {
    try (LocalLedger database = LocalLedger.start()) {
      for (int i = first; i < SIMULATIONS; i += SHARES) {
        long seed = SEED + i;
        Figures seen = new Simulation(seed, i, database.client(), Sabotage.NONE).run();
        assertThat(seen.violations()).as("violations with -Dseed=%d%n%s", seed, seen).isZero();
        figures.add(seen);
      }
    }
    return null;
  }

  @ParameterizedTest
  @EnumSource(
      value = Sabotage.class,
      names = {"CLAIM", "ADMIT", "PACE", "CONFIRM"})
  void noticesAStoreThatBreaksItsPromises(Sabotage sabotage) {
    Figures figures = new Figures();
    try (LocalLedger database = LocalLedger.start()) {
      for (int i = 0; i < 20 && figures.violations() == 0; i++) {
        figures.add(new Simulation(SEED + i, i, database.client(), sabotage).run());
      }
    }
    System.out.println("without " + sabotage + ": " + figures);
    assertThat(figures.violations()).isPositive();
  }
}
