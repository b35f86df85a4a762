package rdsalert.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rdsalert.InvalidSettingsException;
import rdsalert.Settings;
import rdsalert.Wiring;
import rdsalert.rule.AlertExceptions;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.ExceptionFile;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;

/** {@code rdsalert check}: reads rules and settings and says what is wrong with them. */
@Command(
    name = "check",
    description = {
      "Reads the rules, the exceptions, and the settings that the environment has, and says what is"
          + " wrong.",
      "Settings: ALERT_TOPIC_ARN, LEDGER_TABLE, ALERT_CAP, WINDOW_MINUTES,"
          + " NEW_ACTOR_RESERVE_PERCENT, PUBLISHES_PER_SECOND, RETENTION_DAYS, LOOK_BACK_MINUTES,"
          + " EXCEPTIONS_FILE."
    })
final class CheckCommand implements Runnable, CommandLine.IExitCodeGenerator {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Exceptions to check (default: those that come with the function).")
  private @Nullable Path file;

  @Option(
      names = "--events",
      paramLabel = "DIR|FILE",
      description = "Also say which of these events each exception would silence.")
  private @Nullable Path events;

  private int exitCode = CommandLine.ExitCode.OK;

  @Override
  public void run() {
    checkRules(System.out);
    checkSettings(System.out);
    checkExceptions(System.out, Instant.now());
  }

  private void checkExceptions(PrintStream out, Instant now) {
    RuleCatalog rules = RuleCatalog.packaged();
    Path named = file == null ? fileOfTheEnvironment() : file;
    AlertExceptions exceptions =
        named == null ? ExceptionFile.packaged(rules) : ExceptionsOption.read(named, rules);
    Optional<SilencedEvents> silenced =
        Optional.ofNullable(events).map(path -> silenced(path, rules, exceptions, now));
    String name = ExceptionCheck.nameOf(Optional.ofNullable(named));
    new ExceptionCheck(name, exceptions, silenced, out).print(now).ifPresent(this::complain);
    ExceptionSchema.faults(json(named)).forEach(fault -> complain("schema, " + fault));
  }

  private SilencedEvents silenced(
      Path path, RuleCatalog rules, AlertExceptions exceptions, Instant now) {
    SilencedEvents silenced = new SilencedEvents(rules, exceptions, now, System.err);
    silenced.look(path);
    if (silenced.badInput()) {
      exitCode = CommandLine.ExitCode.USAGE;
    }
    return silenced;
  }

  /** What the function would read; null for the packaged file, or if the settings are wrong. */
  private static @Nullable Path fileOfTheEnvironment() {
    try {
      return Wiring.isConfigured() ? Wiring.settings().exceptionsFile().orElse(null) : null;
    } catch (InvalidSettingsException e) {
      return null; // said with the settings
    }
  }

  /** In whatever encoding it is, as the function reads it. */
  private static String json(@Nullable Path file) {
    try (InputStream in =
        file == null
            ? CheckCommand.class.getResourceAsStream(ExceptionFile.PACKAGED)
            : Files.newInputStream(file)) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in)).toString();
    } catch (IOException e) {
      throw new InputProblem(file + ": cannot be read", e);
    }
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
