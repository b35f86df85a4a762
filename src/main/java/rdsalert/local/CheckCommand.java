package rdsalert.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rdsalert.Settings;
import rdsalert.delivery.Limits;
import rdsalert.local.settings.SettingsCheck;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.yaml.YamlFile;

/** {@code rdsalert check}: says what is wrong with rules, exceptions and settings. */
@Command(
    name = "check",
    addMethodSubcommands = false,
    description =
        "Reads the rules, the exceptions and the settings, in samconfig.toml, and says what is wrong.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "Exceptions to check (default: those that the settings name, or that come with the"
              + " function); - reads standard input. A .yaml file is checked as a rule.")
  private @Nullable String file;

  @Option(
      names = "--events",
      paramLabel = "DIR|FILE",
      description = "Also say which of these events each exception would cover.")
  private @Nullable String events;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Settings of a stack to check (default: samconfig.toml in the folder of this command, if"
              + " it is there).")
  private @Nullable Path given;

  /** The folder of the template and its package. */
  @Option(names = "--home", hidden = true, defaultValue = "${sys:rdsalert.home:-}")
  private Path home = Path.of("");

  @Mixin private RulesOption rulesOption = new RulesOption();

  private final Complaints complaints = new Complaints(System.err);

  @Override
  public Integer call() {
    try {
      if (file != null && file.endsWith(".yaml")) {
        print(read(file));
      } else {
        check();
      }
    } catch (InvalidRuleException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
    return complaints.exitCode();
  }

  private void check() {
    Optional<Settings> settings = settings();
    RuleCatalog rules = rulesOption.read(settings.map(Settings::rules).orElse(RuleChoice.CORE));
    rules.rules().forEach(CheckCommand::print);
    Optional<String> ofTheStack =
        settings
            .flatMap(one -> one.exceptions().file())
            .map(path -> SettingsCheck.packaged(home, path).toString());
    String exceptions = file != null ? file : ofTheStack.orElse(null);
    var silenced = new SilencedEvents(rules, SilencesOption.read(exceptions, rules), Instant.now());
    if (events != null) {
      silenced.look(events, complaints);
    }
    new SilenceCheck(SilencesOption.nameOf(exceptions), System.out, complaints).print(silenced);
  }

  /** Says what the settings amount to; empty if there are none, or if they are wrong. */
  private Optional<Settings> settings() {
    Path usual = home.resolve("samconfig.toml");
    if (given == null && (home.toString().isEmpty() || !Files.exists(usual))) {
      System.out.println("settings: no samconfig.toml here; ops/settings makes one");
      return Optional.empty();
    }
    Optional<Settings> settings =
        new SettingsCheck(home, complaints::add, complaints::warn)
            .check(given == null ? usual : given);
    settings.ifPresent(CheckCommand::print);
    return settings;
  }

  private static void print(Settings settings) {
    System.out.printf(
        "settings ok: at most %d alerts in %d minutes, %d%% kept for new actors, %d publishes a"
            + " second, remembered for %d days, late after %d minutes%n",
        settings.limits().cap(),
        settings.limits().window().toMinutes(),
        settings.reservePercent(),
        settings.limits().perSecond(),
        settings.retention().toDays(),
        settings.limits().lookBack().toMinutes());
    warn(settings.limits(), System.out);
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

  private static DetectionRule read(String file) {
    try {
      return RuleCatalog.read(file, Files.readString(Path.of(file)), YamlFile::read);
    } catch (IOException e) {
      throw new InvalidRuleException("rule " + file + ": cannot be read", e);
    }
  }

  private static void print(DetectionRule rule) {
    System.out.printf(
        "rule ok: %s (%s), severity %s, risk score %d%n",
        rule.name(), rule.id(), rule.severity().word(), rule.riskScore());
  }
}
