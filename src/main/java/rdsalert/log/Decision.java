package rdsalert.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rdsalert.briefing.Alert.Position;
import rdsalert.delivery.Outcome;
import rdsalert.silence.Silence;

/**
 * An outcome as one flat record, for a log line or a line of output.
 *
 * @param word one word, as docs/command.md lists them
 * @param reason why, in a few words; may quote text that the caller chose
 */
public record Decision(
    String word, String reason, @Nullable String alertId, @Nullable Position place) {

  public static Decision of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ignored(String reason) -> new Decision("ignored", reason, null, null);
      case Outcome.Duplicate(String id, Outcome.Earlier earlier) ->
          new Decision("duplicate", alreadyDone(earlier), id, null);
      case Outcome.Alerted(String id, Position place, String messageId, boolean _, boolean _) ->
          new Decision("alerted", "published as message " + messageId, id, place);
      case Outcome.Waiting(String id, Optional<Position> place, Outcome.Reason reason) ->
          new Decision("waiting", whyItWaits(reason), id, place.orElse(null));
      case Outcome.Excepted(String id, Silence by) ->
          new Decision("excepted", "exception " + by.id() + ": " + by.reason(), id, null);
      case Outcome.Proved _ ->
          new Decision("proved", "the daily proof of life came all the way", null, null);
      case Outcome.Held(String id, Position place) ->
          new Decision("held", "no place left in this window; the digest counts it", id, place);
    };
  }

  private static String whyItWaits(Outcome.Reason reason) {
    return switch (reason) {
      case NO_TURN -> "too many publishes this second, or too little time; the sweep sends it";
      case PERHAPS_SENT_NOW ->
          "SNS did not answer and may have taken it; the sweep tries again when it is due";
      case PERHAPS_SENT_BEFORE -> "SNS may have taken it before; it is not yet time to try again";
    };
  }

  private static String alreadyDone(Outcome.Earlier earlier) {
    return switch (earlier) {
      case SENT -> "this alert was sent before";
      case HELD -> "this alert was held before; the digest counts it";
      case EXCEPTED -> "an exception covered this alert before";
    };
  }

  public ObjectNode writeTo(ObjectNode json) {
    json.put("decision", word).put("reason", reason).put("alertId", alertId);
    return json.set("window", place == null ? null : window(place));
  }

  private static ObjectNode window(Position place) {
    OptionalInt number = place.number();
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    return window
        .put("start", place.start().toString())
        .put("count", number.isPresent() ? (Integer) number.getAsInt() : null)
        .put("cap", place.capped() ? (Integer) place.cap() : null);
  }
}
