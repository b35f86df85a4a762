package rdsalert.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The store's time, to about a second, whatever this machine's clock says: every answer of the
 * store carries its time, and the difference is remembered.
 *
 * <p>Leases and windows are compared across runs; with one clock for all of them it does not matter
 * how far the runs' own clocks differ. Until the first answer this machine's clock is taken.
 */
public final class StoreClock implements InstantSource, ExecutionInterceptor {
  /** The header counts whole seconds: on average half a second has passed since. */
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /** Differences below this are the header's resolution, not a wrong clock. */
  private static final Duration NEGLIGIBLE = Duration.ofSeconds(2);

  /** After this, what the store said may no longer hold. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final InstantSource local;
  private volatile Duration ahead = Duration.ZERO;
  private volatile Instant observedAt = Instant.EPOCH;

  public StoreClock(InstantSource local) {
    this.local = local;
  }

  @Override
  public Instant instant() {
    return local.instant().plus(ahead);
  }

  /** Whether the store has answered lately. */
  public boolean isSynchronised() {
    Instant now = local.instant();
    return !now.isBefore(observedAt) && now.isBefore(observedAt.plus(GOOD_FOR));
  }

  /** Takes note of the store's time just now. */
  public void observe(Instant storeTime) {
    Instant now = local.instant();
    Duration difference = Duration.between(now, storeTime.plus(HALF_A_SECOND));
    ahead = difference.abs().compareTo(NEGLIGIBLE) < 0 ? Duration.ZERO : difference;
    observedAt = now;
  }

  /** Holds nothing the store has said for true any more, as after a restore from a snapshot. */
  public void forget() {
    ahead = Duration.ZERO;
    observedAt = Instant.EPOCH;
  }

  @Override
  public void afterTransmission(
      Context.AfterTransmission context, ExecutionAttributes executionAttributes) {
    context.httpResponse().firstMatchingHeader("Date").ifPresent(this::observe);
  }

  private void observe(String date) {
    try {
      observe(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      observedAt =
          local.instant(); // an answer without a readable time: this machine's clock has to do
    }
  }
}
