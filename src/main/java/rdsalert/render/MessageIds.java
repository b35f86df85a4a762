package rdsalert.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import rdsalert.briefing.Alert;
import rdsalert.briefing.CapNotice;
import rdsalert.briefing.Position;
import rdsalert.briefing.WindowReport;
import rdsalert.rule.DetectionRule;

/** Ids of messages and of the chat threads that they belong to: the same for every attempt. */
final class MessageIds {
  private static final int DIGITS = 16;

  private MessageIds() {}

  static String of(WindowReport report) {
    String kind = report instanceof CapNotice ? ":notice" : ":digest";
    return window(report.rule(), report.position()) + kind;
  }

  /** One thread for each actor and window, so that a burst does not fill a channel. */
  static String thread(Alert alert) {
    return window(alert.rule(), alert.position()) + ":" + hash(alert.event().actor().key());
  }

  /** Notice and digest of a window share a thread. */
  static String thread(WindowReport report) {
    return window(report.rule(), report.position()) + ":window";
  }

  private static String window(DetectionRule rule, Position place) {
    return rule.id().toLowerCase(Locale.ROOT)
        + ":"
        + place.start()
        + "/"
        + Duration.between(place.start(), place.end());
  }

  /** An actor's key is the caller's text in part, so it goes in as a hash. */
  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
