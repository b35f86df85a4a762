package rdsalert.alert;

import java.util.Locale;

/**
 * One thing about an event that changes how a responder judges it.
 *
 * @param id stable, for programs, such as {@code no-mfa}
 * @param bearing which way it points
 * @param reason for people; caller-chosen text in it is quoted for its reader already
 */
record Signal(String id, Bearing bearing, String reason) {
  /** Which way a signal points. */
  enum Bearing {
    /** Makes harm more likely. */
    WORSE('!'),
    /** Helps to find out, but points neither way. */
    NEUTRAL('-'),
    /** Makes an innocent reason more likely. */
    BETTER('+');

    private final char mark;

    Bearing(char mark) {
      this.mark = mark;
    }

    /** In small letters, for programs. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The mark in front of the reason. */
    char mark() {
      return mark;
    }
  }

  static Signal worse(String id, String reason) {
    return new Signal(id, Bearing.WORSE, reason);
  }

  static Signal neutral(String id, String reason) {
    return new Signal(id, Bearing.NEUTRAL, reason);
  }

  static Signal better(String id, String reason) {
    return new Signal(id, Bearing.BETTER, reason);
  }
}
