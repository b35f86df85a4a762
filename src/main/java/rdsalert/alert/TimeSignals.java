package rdsalert.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;

/** What is telling about when the event arrived. */
final class TimeSignals {
  private static final int LONGEST = 64;

  private TimeSignals() {}

  /** A replay is late on purpose, and may have been in time when it came first. */
  static @Nullable Signal late(Alert alert, Quoting quoting) {
    return alert.late() && !alert.event().isReplay()
        ? Signal.neutral(
            "late",
            "Late: it reached us "
                + TimePhrase.length(Duration.between(alert.event().eventTime(), alert.raisedAt()))
                + " after the call.")
        : null;
  }

  static @Nullable Signal trimmed(Alert alert, Quoting quoting) {
    return alert.event().isTrimmed()
        ? Signal.neutral(
            "trimmed",
            "The record was too large to keep whole: what follows is cut. CloudTrail has all of it.")
        : null;
  }

  static @Nullable Signal replayed(Alert alert, Quoting quoting) {
    String replay = alert.event().envelope().replayName();
    return replay == null
        ? null
        : Signal.neutral(
            "replayed", "Replay " + quoting.quote(replay, LONGEST) + " of an archive, not live.");
  }
}
