package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Random histories; {@code -Dwire.histories=N} plays more, {@code -Dwire.seed=S} one again. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireHistoriesIT {
  private static final int HISTORIES = Integer.getInteger("wire.histories", 5);
  private static final Setup SETUP = new Setup(6, 20, 5, Duration.ofMinutes(10));

  @TempDir private Path folder;

  @Test
  void keepsItsPromisesWhateverHappens() throws Exception {
    long seed = Long.getLong("wire.seed", new Random().nextLong());
    WireFigures figures = new WireFigures();
    try (World world = new World(folder, SETUP)) {
      for (int i = 0; i < HISTORIES; i++) {
        Story story = History.play(world, seed + i);
        List<String> complaints = Judge.judge(story);
        assertThat(complaints)
            .as("-Dwire.histories=1 -Dwire.seed=%d%n%s", seed + i, story.tell())
            .isEmpty();
        figures.add(story);
      }
    }
    System.out.println(figures);
  }
}
