package rdsalert.delivery;

import java.util.Optional;
import rdsalert.briefing.Alert.Position;
import rdsalert.silence.Silence;

/** What became of an event. */
public sealed interface Outcome {
  /** No rule matched; nothing was written. */
  record Ignored(String reason) implements Outcome {}

  /** An earlier run dealt with it. */
  record Duplicate(String alertId, Earlier earlier) implements Outcome {}

  /** How an earlier run dealt with an alert. */
  enum Earlier {
    SENT,
    HELD,
    EXCEPTED
  }

  /** It was published; late if the call was older than the look-back, a copy if it may be one. */
  record Alerted(String alertId, Position place, String messageId, boolean late, boolean copy)
      implements Outcome {}

  /** It is kept, with its place in the present window if it has one; the sweep goes on with it. */
  record Waiting(String alertId, Optional<Position> place, Reason reason) implements Outcome {}

  /** Why an alert waits. */
  enum Reason {
    /** The present second's turns are used up, or the run's time is. */
    NO_TURN,
    /** This run published it and got no answer. */
    PERHAPS_SENT_NOW,
    /** An earlier run published it and got no answer; it is too early to publish it again. */
    PERHAPS_SENT_BEFORE
  }

  /** An exception silences it: no alert is sent. */
  record Excepted(String alertId, Silence by) implements Outcome {}

  /** It is the stack's own daily proof of life. */
  record Proved() implements Outcome {}

  /** The window is full: it is counted in a digest. */
  record Held(String alertId, Position place) implements Outcome {}
}
