package rdsalert.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What a sweep found and did.
 *
 * @param overdue how many due entries it came to
 * @param oldest how long the oldest of them had been due; zero if there was none
 * @param alerts how many alerts it published, {@code notices} and {@code digests} likewise
 * @param held how many overdue alerts it held, because their window was full
 * @param failures what could not be published or read, each with its reason; all of it is kept
 * @param undeliverable how many of the failures will last until somebody mends their cause
 * @param finished whether it got through everything; if not, the next sweep goes on
 */
public record SweepReport(
    int overdue,
    Duration oldest,
    int alerts,
    int notices,
    int digests,
    int held,
    List<String> failures,
    int undeliverable,
    boolean finished) {
  public SweepReport {
    failures = List.copyOf(failures);
  }
}
