package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to publish an entry whose answer never came, or is still awaited: the channel may
 * have taken each of them.
 *
 * @param made how many there were
 * @param last when the last of them was made; null if there was none
 */
public record Tries(int made, @Nullable Instant last) {
  /** Nothing was published yet. */
  public static final Tries NONE = new Tries(0, null);

  /** These and one more, made now. */
  public Tries with(Instant now) {
    return new Tries(made + 1, now);
  }

  /**
   * When the next one is due if no answer comes: 10 and 30 minutes after the first, then hourly;
   * later where one of them was late.
   */
  public Instant next() {
    return last == null ? Instant.EPOCH : last.plus(gap());
  }

  private Duration gap() {
    return switch (made) {
      case 1 -> Duration.ofMinutes(10);
      case 2 -> Duration.ofMinutes(20);
      default -> Duration.ofHours(1);
    };
  }
}
