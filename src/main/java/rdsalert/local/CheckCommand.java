package rdsalert.local;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;

/**
 * {@code rdsalert check}: reads rules, exceptions and settings and says what is wrong with them.
 */
@Command(
    name = "check",
    description = {
      "Reads the rules, the exceptions, and the settings that the environment has, and says what is"
          + " wrong.",
      "Settings: ALERT_TOPIC_ARN, LEDGER_TABLE, ALERT_CAP, WINDOW_MINUTES,"
          + " NEW_ACTOR_RESERVE_PERCENT, PUBLISHES_PER_SECOND, RETENTION_DAYS, LOOK_BACK_MINUTES,"
          + " FUNCTION_TIMEOUT_SECONDS, EXCEPTIONS_FILE."
    })
final class CheckCommand implements Runnable, CommandLine.IExitCodeGenerator {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "Exceptions to check (default: those that EXCEPTIONS_FILE names, or that come with the"
              + " function); - reads standard input.")
  private @Nullable String file;

  @Option(
      names = "--events",
      paramLabel = "DIR|FILE",
      description = "Also say which of these events each exception would silence.")
  private @Nullable String events;

  private final Complaints complaints = new Complaints(System.err);

  @Override
  public void run() {
    Optional<String> ofTheEnvironment =
        SettingsCheck.print(System.out, complaints).map(Path::toString);
    try {
      RuleCatalog rules = RuleCatalog.packaged();
      rules.rules().forEach(CheckCommand::print);
      checkExceptions(content(ofTheEnvironment), rules);
    } catch (InvalidRuleException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private static void print(DetectionRule rule) {
    System.out.printf(
        "rule ok: %s (%s), severity %s, risk score %d%n",
        rule.name(), rule.id(), rule.severity().word(), rule.riskScore());
  }

  private SilenceContent content(Optional<String> ofTheEnvironment) {
    return Optional.ofNullable(file)
        .or(() -> ofTheEnvironment)
        .map(SilenceContent::of)
        .orElseGet(SilenceContent::packaged);
  }

  private void checkExceptions(SilenceContent content, RuleCatalog rules) {
    Instant now = Instant.now();
    Silences exceptions = content.exceptions(rules);
    SilencedEvents silenced = new SilencedEvents(rules, exceptions, now, complaints);
    if (events != null) {
      silenced.look(events);
    }
    new SilenceCheck(content.name(), System.out, complaints)
        .print(
            exceptions.statuses(now),
            silenced.events() > 0 ? Optional.of(silenced) : Optional.empty());
  }

  @Override
  public int getExitCode() {
    return complaints.exitCode();
  }
}
