package rdsalert.local;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import rdsalert.InvalidSettingsException;
import rdsalert.Settings;
import rdsalert.Wiring;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;

/** {@code rdsalert check}: reads rules and settings and says what is wrong with them. */
@Command(
    name = "check",
    description = {
      "Reads the rules, and the settings that the environment has, and says what is wrong.",
      "Settings: ALERT_TOPIC_ARN, LEDGER_TABLE, ALERT_CAP, WINDOW_MINUTES,"
          + " NEW_ACTOR_RESERVE_PERCENT, PUBLISHES_PER_SECOND, RETENTION_DAYS, LOOK_BACK_MINUTES."
    })
final class CheckCommand implements Runnable, CommandLine.IExitCodeGenerator {
  private int exitCode = CommandLine.ExitCode.OK;

  @Override
  public void run() {
    checkRules(System.out);
    checkSettings(System.out);
  }

  private void checkRules(PrintStream out) {
    try {
      for (DetectionRule rule : RuleCatalog.packaged().rules()) {
        out.printf(
            "rule ok: %s (%s), severity %s, risk score %d%n",
            rule.name(), rule.id(), rule.severity().word(), rule.riskScore());
      }
    } catch (InvalidRuleException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void checkSettings(PrintStream out) {
    if (!Wiring.isConfigured()) {
      out.println(
          "settings: none in this environment; the deployed function gets them from the stack");
      return;
    }
    try {
      Settings settings = Wiring.settings();
      out.printf(
          "settings ok: at most %d alerts in %d minutes, %d%% kept for new actors, %d publishes a"
              + " second, remembered for %d days, late after %d minutes%n",
          settings.cap(),
          settings.window().toMinutes(),
          settings.reservePercent(),
          settings.publishesPerSecond(),
          settings.retention().toDays(),
          settings.lookBack().toMinutes());
    } catch (InvalidSettingsException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void complain(String problem) {
    exitCode = CommandLine.ExitCode.USAGE;
    Terminal.complain(System.err, problem);
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
