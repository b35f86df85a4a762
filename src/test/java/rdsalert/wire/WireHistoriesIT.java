package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Random histories; {@code -Dwire.histories=N} plays more, {@code -Dwire.seed=S} one again. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireHistoriesIT {
  private static final int HISTORIES = Integer.getInteger("wire.histories", 5);
  private static final Setup SETUP = new Setup(6, 20, 5, Duration.ofMinutes(10));

  /** Two at a time, as many of their calls only wait. */
  private static final int WORLDS = HISTORIES < 20 ? 1 : 2;

  @TempDir private Path folder;
  private final WireFigures figures = new WireFigures();
  private volatile boolean failed;

  @Test
  void keepsItsPromises() throws Exception {
    long seed = Long.getLong("wire.seed", new Random().nextLong());
    try (ExecutorService threads = Executors.newFixedThreadPool(WORLDS)) {
      List<Future<?>> played = new ArrayList<>();
      for (int first = 0; first < WORLDS; first++) {
        int from = first;
        // One after another: two databases that start at once may leave one that answers nothing.
        World world = new World(Files.createDirectory(folder.resolve("world" + from)), SETUP);
        played.add(threads.submit(() -> play(world, seed, from)));
      }
      for (Future<?> histories : played) {
        histories.get();
      }
    }
    System.out.println(figures);
  }

  private @Nullable Void play(World world, long seed, int from) throws Exception {
    try (world) {
      for (int i = from; i < HISTORIES && !failed; i += WORLDS) {
        Story story = History.play(world, seed + i);
        figures.add(story);
        List<String> complaints = Judge.judge(story);
        failed |= !complaints.isEmpty();
        assertThat(complaints)
            .as("-Dwire.histories=1 -Dwire.seed=%d%n%s", seed + i, story.tell())
            .isEmpty();
      }
    }
    return null;
  }
}
