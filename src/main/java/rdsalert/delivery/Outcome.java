package rdsalert.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.silence.Silence;

/** What became of an event. */
public sealed interface Outcome {
  /** How many messages this run published of which SNS did not say whether it took them. */
  default int unanswered() {
    return 0;
  }

  /** No rule matched; nothing was written. */
  record Ignored(String reason) implements Outcome {}

  /** An earlier run dealt with it. */
  record Duplicate(String alertId, Earlier earlier) implements Outcome {}

  /** How an earlier run dealt with an alert. */
  enum Earlier {
    SENT("this alert was sent before"),
    HELD("this alert was held before; the digest counts it"),
    EXCEPTED("an exception covered this alert before");

    private final String words;

    Earlier(String words) {
      this.words = words;
    }
  }

  /** It was published; late if the call was older than the look-back, a copy if it may be one. */
  record Alerted(String alertId, Position place, String messageId, boolean late, boolean copy)
      implements Outcome {}

  /** It is kept, with its place in the present window if it has one; the sweep goes on with it. */
  record Waiting(String alertId, Optional<Position> place, Reason reason) implements Outcome {
    @Override
    public int unanswered() {
      return reason == Reason.PERHAPS_SENT_NOW ? 1 : 0;
    }
  }

  /** Why an alert waits. */
  enum Reason {
    NO_TURN("too many publishes this second, or too little time; the sweep sends it"),
    PERHAPS_SENT_NOW(
        "SNS did not answer and may have taken it; the sweep tries again when it is due"),
    PERHAPS_SENT_BEFORE("SNS may have taken it before; it is not yet time to try again");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /** An exception silences it: no alert is sent. */
  record Excepted(String alertId, Silence by) implements Outcome {}

  /** It is the stack's own daily proof of life. */
  record Proved(int unanswered) implements Outcome {}

  /** The window is full: it is counted in a digest. Unanswered may be the window's notice. */
  record Held(String alertId, Position place, int unanswered) implements Outcome {}

  /**
   * An outcome as one flat record, for a log line or a line of output.
   *
   * @param word one word, as docs/command.md lists them
   * @param reason why, in a few words; may quote text that the caller chose
   */
  record Decision(String word, String reason, @Nullable String alertId, @Nullable Position place) {

    public static Decision of(Outcome outcome) {
      return switch (outcome) {
        case Ignored(String reason) -> new Decision("ignored", reason, null, null);
        case Duplicate(String id, Earlier earlier) ->
            new Decision("duplicate", earlier.words, id, null);
        case Alerted(String id, Position place, String messageId, boolean _, boolean _) ->
            new Decision("alerted", "published as message " + messageId, id, place);
        case Waiting(String id, Optional<Position> place, Reason reason) ->
            new Decision("waiting", reason.words, id, place.orElse(null));
        case Excepted(String id, Silence by) ->
            new Decision("excepted", "exception " + by.id() + ": " + by.reason(), id, null);
        case Proved _ ->
            new Decision("proved", "the daily proof of life came all the way", null, null);
        case Held(String id, Position place, int _) ->
            new Decision("held", "no place left in this window; the digest counts it", id, place);
      };
    }
  }
}
