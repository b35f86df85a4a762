package rdsalert.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures of scenarios, printed for documents. */
final class Shown {
  private Shown() {}

  static void show(String figure) {
    System.out.println("wire: " + figure);
  }

  static String of(Run run) {
    double seconds = Duration.between(run.begun(), run.ended()).toMillis() / 1_000.0;
    return "%s%s after %.1f s, %d calls"
        .formatted(run.ending(), run.done() ? " " + run.decision() : "", seconds, run.calls());
  }

  /** How many messages SNS got in its busiest second, and in how many seconds at all. */
  static String perSecond(Story story) {
    Map<Long, Long> seconds =
        story.times("alert").stream()
            .collect(
                Collectors.groupingBy(
                    Instant::getEpochSecond, TreeMap::new, Collectors.counting()));
    return "%d messages in %d seconds, at most %d in one"
        .formatted(
            story.taken("alert").size(),
            seconds.size(),
            seconds.values().stream().mapToLong(Long::longValue).max().orElse(0));
  }

  static String perWindow(Story story) {
    long length = story.setup().window().toSeconds();
    Map<Long, Long> windows =
        story.times("alert").stream()
            .collect(
                Collectors.groupingBy(
                    at -> at.getEpochSecond() / length, TreeMap::new, Collectors.counting()));
    return "%d published, at most %d in a window, %d held, %d digests"
        .formatted(
            story.copies().size(),
            windows.values().stream().mapToLong(Long::longValue).max().orElse(0),
            story.held().values().stream().mapToLong(java.util.List::size).sum(),
            story.digests().size());
  }
}
