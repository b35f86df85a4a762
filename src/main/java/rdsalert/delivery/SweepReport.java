package rdsalert.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What a sweep found and did.
 *
 * @param overdue how many due entries it came to
 * @param oldest how long the oldest of them had been due; zero if there was none
 * @param held how many overdue alerts it held, because the window was full
 * @param failures what could not be published or read, each with its reason; all of it is kept
 * @param undeliverable how many of the failures will last until somebody removes their cause
 * @param untold how many notices and digests were overdue by more than a quarter of an hour
 * @param finished whether it got through everything; if not, the next sweep goes on
 */
public record SweepReport(
    int overdue,
    Duration oldest,
    Published published,
    int held,
    List<String> failures,
    int undeliverable,
    int untold,
    boolean finished) {
  public SweepReport {
    failures = List.copyOf(failures);
  }

  /**
   * What it published.
   *
   * @param unanswered how many publishes were not answered; they may have been taken
   */
  public record Published(int alerts, int notices, int digests, int unanswered) {}

  public int alerts() {
    return published.alerts();
  }

  public int notices() {
    return published.notices();
  }

  public int digests() {
    return published.digests();
  }
}
