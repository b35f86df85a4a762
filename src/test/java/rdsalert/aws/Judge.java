package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rdsalert.delivery.Window;
import rdsalert.delivery.Window.Limits;
import rdsalert.render.Message;

/** Judges a history by what the channel took, and when. */
final class Judge {
  /** A run's idea of the store's time may be off by this much. */
  private static final Duration CLOCKS = Duration.ofMillis(1_500);

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Limits limits;
  private final List<Publication> published;

  Judge(Limits limits, List<Publication> published) {
    this.limits = limits;
    this.published = published;
  }

  /** Alerts above the cap, in each window, by the time of publishing. */
  int overCap() {
    Map<Window, Integer> counts = new HashMap<>();
    for (Publication alert : published) {
      Window window = Window.at(alert.sent(), limits.window());
      boolean atTheEdge =
          !Window.at(alert.sent().plus(CLOCKS), limits.window()).equals(window)
              || !Window.at(alert.sent().minus(CLOCKS), limits.window()).equals(window);
      if (alert.kind() == Message.Kind.ALERT && !atTheEdge) {
        counts.merge(window, 1, Integer::sum);
      }
    }
    return counts.values().stream().mapToInt(count -> Math.max(0, count - limits.cap())).sum();
  }

  /**
   * Messages above three times the pace in a second, or twelve times in ten. Every machine's clock
   * is wrong here, and the store's header counts whole seconds: runs differ by up to half a second
   * each way, so that a true second touches three of theirs. Where clocks are right it touches two.
   */
  int overPace() {
    List<Instant> times = published.stream().map(Publication::sent).sorted().toList();
    int pace = limits.perSecond();
    return tooMany(times, Duration.ofSeconds(1), 3 * pace)
        + tooMany(times, Duration.ofSeconds(10), 12 * pace);
  }

  private static int tooMany(List<Instant> times, Duration span, int most) {
    int over = 0;
    for (int first = 0; first + most < times.size(); first++) {
      Duration taken = Duration.between(times.get(first), times.get(first + most));
      over += taken.compareTo(span) < 0 ? 1 : 0;
    }
    return over;
  }

  /** Copies that came too early after the first, or too often. */
  int copiesTooEarly() {
    Map<String, List<Instant>> copies = new HashMap<>();
    published.forEach(
        one -> copies.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one.sent()));
    return copies.values().stream().mapToInt(Judge::tooEarly).sum();
  }

  private static int tooEarly(List<Instant> copies) {
    int early = 0;
    for (int i = 1; i < copies.size(); i++) {
      Duration after = Duration.between(copies.getFirst(), copies.get(i));
      Duration least = i == 1 ? TEN_MINUTES : TEN_MINUTES.multipliedBy(3).plusHours(i - 2L);
      early += after.plus(CLOCKS).compareTo(least) < 0 ? 1 : 0;
    }
    return early;
  }
}
