package rdsalert.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The store's time, to about a second, whatever this machine's clock says or does: every prompt
 * answer of the store carries its time, and bounds how far this machine's clock is off.
 *
 * <p>Leases, windows and turns are compared across runs, so all runs need the same clock. Between
 * two answers time goes by as the machine's monotonic clock counts it, which cannot be set. Until
 * the first answer the machine's clock is taken.
 */
public final class StoreClock implements InstantSource, ExecutionInterceptor {
  /** The header counts whole seconds. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /** An answer that took longer says too little about the present. */
  private static final Duration PROMPT = Duration.ofSeconds(2);

  /** After this, what the store said may no longer hold. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  /** The machine's two clocks differ by more only if it was stopped, or its clock was set. */
  private static final Duration STEP = Duration.ofSeconds(1);

  /**
   * A header that is further from the machine's clock is as good as unreadable. A machine that
   * wakes from an old snapshot may be months behind.
   */
  private static final Duration BELIEVABLE = Duration.ofDays(366);

  private static final ExecutionAttribute<Long> SENT =
      new ExecutionAttribute<>("rdsalert.StoreClock.sent");

  private final InstantSource machine;
  private final LongSupplier ticks;
  private volatile Reading reading;

  /** Goes by the machine's clock, and by its monotonic one, which counts nanoseconds. */
  public StoreClock(InstantSource machine, LongSupplier ticks) {
    this.machine = machine;
    this.ticks = ticks;
    this.reading = start();
  }

  /** The machine's time at tick 0; how far the store's is ahead of it, and the tick it said so. */
  private record Reading(Instant zero, long ahead, @Nullable Long toldAt) {}

  private Reading start() {
    Instant now = machine.instant();
    return new Reading(now.minusNanos(ticks.getAsLong()), 0, null);
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    return last.zero.plusNanos(ticks.getAsLong() + last.ahead);
  }

  /** Whether the store has answered lately, and the machine's clock was not set since. */
  public boolean isSynchronised() {
    Reading last = reading;
    long now = ticks.getAsLong();
    return last.toldAt != null
        && Duration.ofNanos(now - last.toldAt).compareTo(GOOD_FOR) < 0
        && Duration.between(last.zero.plusNanos(now), machine.instant()).abs().compareTo(STEP) < 0;
  }

  /**
   * Takes note of the time that an answer carries; the call was sent and received at ticks. What
   * may still be right stays; what cannot be moves only as far as it must, so that it gets closer
   * with each answer.
   */
  public void observe(Instant storeTime, long sent, long received) {
    if (Duration.ofNanos(received - sent).compareTo(PROMPT) >= 0) {
      return;
    }
    boolean known = isSynchronised();
    Reading base = known ? reading : start();
    long least = Duration.between(base.zero.plusNanos(received), storeTime).toNanos();
    long most = Duration.between(base.zero.plusNanos(sent), storeTime.plus(RESOLUTION)).toNanos();
    long nearest = Math.clamp(base.ahead, least, most);
    boolean middle = !known && nearest != base.ahead;
    reading = new Reading(base.zero, middle ? (least + most) / 2 : nearest, received);
  }

  /** Holds nothing the store has said for true any more, as after a restore from a snapshot. */
  public void forget() {
    reading = start();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, ticks.getAsLong());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Long sent = attributes.getAttribute(SENT);
    String date = context.httpResponse().firstMatchingHeader("Date").orElse(null);
    if (sent == null || date == null) {
      return;
    }
    long received = ticks.getAsLong();
    try {
      observe(parse(date), sent, received);
    } catch (DateTimeException e) { // if no other answer told the time, this machine's clock does
      reading = isSynchronised() ? reading : new Reading(start().zero, 0, received);
    }
  }

  private Instant parse(String date) {
    Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    if (Duration.between(machine.instant(), told).abs().compareTo(BELIEVABLE) > 0) {
      throw new DateTimeException("no time of these days: " + date);
    }
    return told;
  }
}
