package rdsalert.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rdsalert.Settings;
import rdsalert.local.settings.SettingsCheck;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.silence.Silences;
import rdsalert.yaml.YamlFile;

/** {@code rdsalert check}: says what is wrong with rules, exceptions and settings. */
final class CheckCommand extends Command {
  private final Argument<@Nullable String> file =
      add(
          PositionalParamSpec.builder()
              .type(String.class)
              .arity("0..1")
              .paramLabel("FILE")
              .description(
                  "Exceptions to check (default: those that the settings name, or that come with the"
                      + " function); - reads standard input. A .yaml file is checked as a rule.")
              .build());
  private final Argument<@Nullable String> events =
      text("--events", "DIR|FILE", "Also say which of these events each exception would cover.");
  private final Argument<@Nullable Path> settings =
      option(
          Path.class,
          "--settings",
          "FILE",
          "Settings of a stack to check (default: samconfig.toml in the folder of this command, if"
              + " it is there).");

  /** The folder of the template and its package. */
  private final Argument<Path> home =
      add(
          OptionSpec.builder("--home")
              .type(Path.class)
              .hidden(true)
              .defaultValue("${sys:rdsalert.home:-}")
              .build());

  private final RulesOption rulesOption = new RulesOption(this);

  CommandSpec spec() {
    spec.usageMessage()
        .description(
            "Reads the rules, the exceptions and the settings, in samconfig.toml, and says what is"
                + " wrong.");
    return spec;
  }

  @Override
  public Integer call() {
    String given = file.value();
    if (given != null && given.endsWith(".yaml")) {
      checkRule(given);
    } else {
      check(given);
    }
    return complaints.exitCode();
  }

  private void checkRule(String file) {
    try {
      print(RuleCatalog.read(file, Files.readString(Path.of(file)), YamlFile::read));
    } catch (CharacterCodingException e) {
      complaints.add("rule " + file + ": is not UTF-8: save it as UTF-8");
    } catch (IOException e) {
      complaints.add("rule " + file + ": cannot be read");
    } catch (IllegalArgumentException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private void check(@Nullable String file) {
    Optional<Settings> ofAStack = settings();
    RuleCatalog rules = rulesOption.read(ofAStack.map(Settings::rules).orElse(RuleChoice.CORE));
    rules.rules().forEach(CheckCommand::print);
    Optional<String> ofTheStack =
        ofAStack
            .flatMap(one -> one.exceptions().file())
            .map(path -> SettingsCheck.packaged(home.value(), path).toString());
    String exceptions = file != null ? file : ofTheStack.orElse(null);
    Silences read = SilencesOption.read(exceptions, rules);
    SilenceCheck check = new SilenceCheck(rules, read, Instant.now(), System.out, complaints);
    String samples = events.value();
    if (samples != null) {
      check.look(samples);
    }
    check.print(SilencesOption.nameOf(exceptions));
  }

  /** Says what the settings amount to; empty if there are no settings, or if they are wrong. */
  private Optional<Settings> settings() {
    Path usual = home.value().resolve("samconfig.toml");
    Path given = settings.value();
    if (given == null && (home.value().toString().isEmpty() || !Files.exists(usual))) {
      System.out.println("settings: no samconfig.toml here; ops/settings makes one");
      return Optional.empty();
    }
    Optional<Settings> checked =
        new SettingsCheck(
                home.value(), given == null ? usual : given, complaints::add, complaints::warn)
            .check();
    checked.ifPresent(CheckCommand::print);
    return checked;
  }

  private static void print(Settings settings) {
    System.out.printf(
        "settings ok: at most %d alerts in %d minutes, %d of them kept for new actors, %d publishes a"
            + " second, remembered for %d days, late after %d minutes%n",
        settings.limits().cap(),
        settings.limits().window().toMinutes(),
        settings.limits().reserve(),
        settings.limits().perSecond(),
        settings.retention().toDays(),
        settings.limits().lookBack().toMinutes());
  }

  private static void print(DetectionRule rule) {
    System.out.printf(
        "rule ok: %s (%s), severity %s, risk score %d%n",
        rule.name(), rule.id(), rule.severity().word(), rule.riskScore());
  }
}
