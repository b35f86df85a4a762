package rdsalert.delivery;

import java.util.List;
import rdsalert.alert.Place;
import rdsalert.rule.Verdict;
import rdsalert.silence.Silence;

/** What became of an event. */
public sealed interface Outcome {
  /** No rule matched; nothing was written. */
  record Ignored(List<Verdict.NotMatched> verdicts) implements Outcome {
    public Ignored {
      verdicts = List.copyOf(verdicts);
    }
  }

  /** An earlier run dealt with it. */
  record Duplicate(String alertId, Earlier earlier) implements Outcome {}

  /** How an earlier run dealt with an alert. */
  enum Earlier {
    SENT,
    HELD,
    EXCEPTED
  }

  /**
   * It was published.
   *
   * @param late whether the call was older than the look-back when a run took it up
   */
  record Alerted(String alertId, Place place, String messageId, boolean late) implements Outcome {}

  /** It has its place, but the pace did not let it go out now: the sweep publishes it. */
  record Waiting(String alertId, Place place) implements Outcome {}

  /** An exception silences it: nobody is told. */
  record Excepted(String alertId, Silence by) implements Outcome {}

  /** The window is full: it is counted in a digest. */
  record Held(String alertId, Place place) implements Outcome {}
}
