package rdsalert.local.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import rdsalert.Settings;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;

/** Says what is wrong in a team's settings before anything is deployed. */
public final class SettingsCheck {
  private static final Path RESOURCES = Path.of("src/main/resources");

  /** What a value is compared with where the template sets none: nothing of it is used. */
  private static final Map<String, String> MADE_UP =
      Map.of(
          "ALERT_TOPIC_ARN",
          "arn:aws:sns:eu-central-1:123456789012:alerts",
          "LEDGER_TABLE",
          "ledger");

  private final Path home;
  private final List<String> faults = new ArrayList<>();
  private final List<String> hints = new ArrayList<>();
  private String file = "";

  /**
   * @param home the folder of the template and its package
   */
  public SettingsCheck(Path home) {
    this.home = home;
  }

  /** What has to be put right. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** What may be as it is, but should be known. */
  public List<String> hints() {
    return List.copyOf(hints);
  }

  /**
   * Looks at a file that SAM reads.
   *
   * @return what the functions would have, if nothing is wrong; of several environments of SAM in
   *     one file the last one
   */
  public Optional<Settings> check(Path given) {
    file = String.valueOf(given.getFileName());
    Optional<Settings> settings = Optional.empty();
    try {
      StackTemplate template = StackTemplate.read(home.resolve("template.yaml"));
      for (Map<String, String> values : StackSettings.read(given).values()) {
        settings = check(values, template);
      }
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    if (settings.isEmpty() && faults.isEmpty()) {
      complain("it has no parameter_overrides; ops/settings adds them");
    }
    return settings.filter(ok -> faults.isEmpty());
  }

  private Optional<Settings> check(Map<String, String> given, StackTemplate template) {
    Map<String, StackParameter> parameters = template.parameters();
    Map<String, String> all = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> all.put(name, given.getOrDefault(name, parameter.byDefault())));
    given.forEach((name, value) -> check(name, value, parameters));
    template.brokenRules(all::get).forEach(this::complain);
    warnOfMissing(given.keySet(), parameters.keySet());
    if (!faults.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = Settings.of(environment(all, template.variables()));
    checkRules(settings.rules());
    settings.exceptions().file().ifPresent(this::checkExceptions);
    return Optional.of(settings);
  }

  private void warnOfMissing(Set<String> given, Set<String> known) {
    List<String> missing = known.stream().filter(name -> !given.contains(name)).toList();
    if (!missing.isEmpty()) {
      hints.add(
          "%s: without %s, which stay in the stack as they are; ops/settings adds them"
              .formatted(file, String.join(", ", missing)));
    }
  }

  /** The environment that the functions would get. */
  private static Map<String, String> environment(
      Map<String, String> all, Map<String, String> variables) {
    Map<String, String> environment = new LinkedHashMap<>(MADE_UP);
    variables.forEach(
        (variable, parameter) -> {
          if (all.containsKey(parameter)) {
            environment.put(variable, all.get(parameter));
          }
        });
    return environment;
  }

  private void check(String name, String value, Map<String, StackParameter> parameters) {
    StackParameter parameter = parameters.get(name);
    if (parameter == null) {
      complain(
          ("%s: the template has no such parameter, and SAM passes over it in silence; did you mean"
                  + " %s?")
              .formatted(name, nearest(name, parameters.keySet())));
      return;
    }
    parameter
        .fault(value)
        .ifPresent(fault -> complain("%s is \"%s\", but %s".formatted(name, value, fault)));
  }

  private void checkRules(RuleChoice choice) {
    try {
      RuleCatalog.packaged(choice);
    } catch (InvalidRuleException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void checkExceptions(Path path) {
    if (!path.isAbsolute() && !Files.isRegularFile(packaged(home, path.toString()))) {
      complain("ExceptionsFile: there is no %s".formatted(RESOURCES.resolve(path)));
    }
  }

  /** Where a file of the package comes from. */
  public static Path packaged(Path home, String path) {
    return home.resolve(RESOURCES).resolve(path);
  }

  private void complain(String what) {
    faults.add(file + ": " + what);
  }

  private static String nearest(String name, Set<String> parameters) {
    return new TreeSet<>(parameters)
        .stream().max(Comparator.comparingInt(known -> alike(known, name))).orElseThrow();
  }

  /** How many letters both begin or end with: a slip of the keyboard changes those between. */
  private static int alike(String one, String other) {
    StringBuilder a = new StringBuilder(one.toLowerCase(Locale.ROOT));
    StringBuilder b = new StringBuilder(other.toLowerCase(Locale.ROOT));
    return alikeFromTheStart(a, b) + alikeFromTheStart(a.reverse(), b.reverse());
  }

  private static int alikeFromTheStart(CharSequence one, CharSequence other) {
    int same = Arrays.mismatch(one.chars().toArray(), other.chars().toArray());
    return same < 0 ? one.length() : same;
  }
}
