package rdsalert.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to publish an entry whose answer never came, or is still awaited: the channel may
 * have taken each of them.
 *
 * @param made how many there were
 * @param first when the first of them was made; null if there was none
 */
public record Tries(int made, @Nullable Instant first) {
  /** Nothing was published yet. */
  public static final Tries NONE = new Tries(0, null);

  private static final Duration SECOND = Duration.ofMinutes(10);
  private static final Duration THIRD = Duration.ofMinutes(30);

  /** These and one more, made now. */
  public Tries with(Instant now) {
    return new Tries(made + 1, first == null ? now : first);
  }

  /**
   * When the next one is due if no answer comes: 10 and 30 minutes after the first, then hourly.
   */
  public Instant next() {
    Instant from = first == null ? Instant.EPOCH : first;
    return switch (made) {
      case 0 -> from;
      case 1 -> from.plus(SECOND);
      default -> from.plus(THIRD).plus(Duration.ofHours(made - 2L));
    };
  }
}
