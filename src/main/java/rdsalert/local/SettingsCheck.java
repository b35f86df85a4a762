package rdsalert.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import rdsalert.InvalidSettingsException;
import rdsalert.Settings;
import rdsalert.Wiring;
import rdsalert.delivery.Limits;

/** Says what the settings of the environment amount to, or what is wrong with them. */
final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * Prints them.
   *
   * @return the file of exceptions that a function with these settings would read; empty for the
   *     packaged one, and if there are no settings that it could start with
   */
  static Optional<Path> print(PrintStream out, Complaints complaints) {
    if (!Wiring.isConfigured()) {
      out.println(
          "settings: none in this environment; the deployed function gets them from the stack");
      return Optional.empty();
    }
    try {
      Settings settings = Wiring.settings();
      print(settings, out);
      return settings.exceptionsFile();
    } catch (InvalidSettingsException e) {
      complaints.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void print(Settings settings, PrintStream out) {
    out.printf(
        "settings ok: at most %d alerts in %d minutes, %d%% kept for new actors, %d publishes a"
            + " second, remembered for %d days, late after %d minutes%n",
        settings.cap(),
        settings.window().toMinutes(),
        settings.reservePercent(),
        settings.publishesPerSecond(),
        settings.retention().toDays(),
        settings.lookBack().toMinutes());
    warn(settings.limits(), out);
  }

  /** What a window lets through and the pace does not let out would wait longer each time. */
  static void warn(Limits limits, PrintStream out) {
    long most = limits.perSecond() * limits.window().toSeconds();
    if (limits.cap() > most) {
      out.printf(
          "       take care: at %d publishes a second, no more than %d of these %d alerts get out in"
              + " a window; the rest waits%n",
          limits.perSecond(), most, limits.cap());
    }
  }
}
