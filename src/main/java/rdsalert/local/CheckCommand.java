package rdsalert.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
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

  private final Complaints complaints = new Complaints(System.err);

  @Override
  public void run() {
    Optional<Path> ofTheEnvironment = SettingsCheck.print(System.out, complaints);
    try {
      RuleCatalog rules = RuleCatalog.packaged();
      rules.rules().forEach(CheckCommand::print);
      checkExceptions(Optional.ofNullable(file).or(() -> ofTheEnvironment), rules);
    } catch (InvalidRuleException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private static void print(DetectionRule rule) {
    System.out.printf(
        "rule ok: %s (%s), severity %s, risk score %d%n",
        rule.name(), rule.id(), rule.severity().word(), rule.riskScore());
  }

  private void checkExceptions(Optional<Path> named, RuleCatalog rules) {
    Instant now = Instant.now();
    AlertExceptions exceptions =
        named
            .map(path -> ExceptionsOption.read(path, rules))
            .orElseGet(() -> ExceptionFile.packaged(rules));
    Optional<SilencedEvents> silenced =
        Optional.ofNullable(events).map(path -> silenced(path, rules, exceptions, now));
    new ExceptionCheck(ExceptionCheck.nameOf(named), exceptions, silenced, System.out)
        .print(now)
        .ifPresent(complaints::add);
    ExceptionSchema.faults(json(named.orElse(null)))
        .forEach(fault -> complaints.add("schema, " + fault));
  }

  private SilencedEvents silenced(
      Path path, RuleCatalog rules, AlertExceptions exceptions, Instant now) {
    SilencedEvents silenced = new SilencedEvents(rules, exceptions, now, complaints);
    silenced.look(path);
    return silenced;
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

  @Override
  public int getExitCode() {
    return complaints.exitCode();
  }
}
