package rdsalert.silence;

import java.time.Instant;

/** Where a team's exceptions come from, which may change them while the function runs. */
public interface SilenceSource {
  /** Those that apply at a moment, asked for if it is time to. */
  Silences at(Instant now);

  /** Those that are known without asking. */
  Silences known();

  /** Drops what may be out of date after a restore. */
  default void forget() {}
}
