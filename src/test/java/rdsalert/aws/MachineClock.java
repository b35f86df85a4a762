package rdsalert.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A machine's clock that is wrong, and by another amount once it has been set.
 *
 * @param now the true time
 * @param wrong how far it is ahead at first
 * @param setAt when somebody sets it
 * @param wrongThen how far it is ahead from then on
 */
record MachineClock(Supplier<Instant> now, Duration wrong, Instant setAt, Duration wrongThen)
    implements InstantSource {
  @Override
  public Instant instant() {
    Instant time = now.get();
    return time.plus(time.isBefore(setAt) ? wrong : wrongThen);
  }
}
