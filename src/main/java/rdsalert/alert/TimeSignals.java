package rdsalert.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;

/** What is telling about when the event arrived. */
final class TimeSignals {
  private static final int LONGEST = 64;

  private TimeSignals() {}

  static @Nullable Signal late(Alert alert, Quoting quoting) {
    return alert.late()
        ? Signal.neutral(
            "late",
            "Late: it reached us "
                + TimePhrase.length(Duration.between(alert.event().eventTime(), alert.raisedAt()))
                + " after the call.")
        : null;
  }

  static @Nullable Signal replayed(Alert alert, Quoting quoting) {
    String replay = alert.event().envelope().replayName();
    return replay == null
        ? null
        : Signal.neutral(
            "replayed",
            "Replayed from an archive (replay " + quoting.quote(replay, LONGEST) + "), not live.");
  }
}
