package rdsalert.local.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rdsalert.Settings;
import rdsalert.rule.RuleCatalog;

/** Says what is wrong in a team's settings before anything is deployed. */
public final class SettingsCheck {
  /** AWS's long form of one too, {@code ParameterKey=A,ParameterValue=x}. */
  private static final Pattern PAIR =
      Pattern.compile(
          "(?:ParameterKey=)?(\\w+)(?:,ParameterValue)?=(\"((?:[^\"\\\\]|\\\\.)*)\"|\\S*)");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final Path RESOURCES = Path.of("src/main/resources");

  /** What a value is compared with where the template sets none: nothing of it is used. */
  private static final Map<String, String> MADE_UP =
      Map.of(
          "ALERT_TOPIC_ARN",
          "arn:aws:sns:eu-central-1:123456789012:alerts",
          "LEDGER_TABLE",
          "ledger");

  private final Path home;
  private final Path file;
  private final Consumer<String> complain;
  private final Consumer<String> warn;
  private int faults;

  /**
   * @param home the folder of the template and its package
   * @param file what SAM reads
   * @param complain is told what has to be put right
   * @param warn is told what may be as it is, but should be known
   */
  public SettingsCheck(Path home, Path file, Consumer<String> complain, Consumer<String> warn) {
    this.home = home;
    this.file = file;
    this.complain = complain;
    this.warn = warn;
  }

  /**
   * Looks at each environment of SAM, mostly {@code default}, that has parameters.
   *
   * @return what the functions would have, if nothing is wrong; of several environments the last
   */
  public Optional<Settings> check() {
    Optional<Settings> settings = Optional.empty();
    try {
      StackTemplate template = StackTemplate.read(home.resolve("template.yaml"));
      JsonNode tree = tree();
      for (JsonNode environment : tree) {
        JsonNode overrides = environment.at("/deploy/parameters/parameter_overrides");
        if (!overrides.isMissingNode()) {
          Map<String, String> given = values(overrides);
          settings = check(given, template);
          checkAlarmTopic(given.getOrDefault("AlarmTopicArn", ""), tree);
          for (String name : List.of("AlarmTopicArn", "KmsKeyArn")) {
            checkRegion(name, given.getOrDefault(name, ""), tree.findValuesAsText("region"));
          }
        }
      }
      if (settings.isEmpty() && faults == 0) {
        fault("it has no parameter_overrides; ops/settings adds them");
      }
    } catch (IllegalArgumentException e) {
      faults++;
      complain.accept(String.valueOf(e.getMessage()));
    }
    return settings.filter(ok -> faults == 0);
  }

  /** Its policy lets the stack's alarms in only where no topic is named for them. */
  private void checkAlarmTopic(String arn, JsonNode tree) {
    for (String stack : tree.findValuesAsText("stack_name")) {
      if (arn.matches(".*:" + Pattern.quote(stack) + "-(Alert|Watch)Topic-.*")) {
        fault(
            "AlarmTopicArn is a topic of the stack itself, which would refuse the alarms without a"
                + " word; leave it empty for the alert topic, or name another");
      }
    }
  }

  /** AWS refuses it all the same, but in the middle of a deployment. */
  private void checkRegion(String name, String arn, List<String> regions) {
    String[] parts = arn.split(":", -1);
    if (parts.length > 3 && !regions.isEmpty() && !regions.contains(parts[3])) {
      fault(
          "%s is in another Region than the stack (%s): AWS accepts only one of the same Region"
              .formatted(name, String.join(", ", regions)));
    }
  }

  private JsonNode tree() {
    try (InputStream in = Files.newInputStream(file)) {
      return new TomlMapper().readTree(in);
    } catch (JacksonException e) {
      var where = e.getLocation();
      String line = where == null ? "" : "line " + where.getLineNr() + ": ";
      throw new IllegalArgumentException(
          file + ": " + line + "not TOML: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read", e);
    }
  }

  /** SAM takes a table, a list of any of these, or {@code A=x B="y"} as a guided run saves it. */
  private static Map<String, String> values(JsonNode given) {
    Map<String, String> values = new LinkedHashMap<>();
    if (given.isObject()) {
      given.properties().forEach(value -> values.put(value.getKey(), text(value.getValue())));
    } else if (given.isArray()) {
      given.forEach(element -> values.putAll(values(element)));
    } else {
      Matcher pairs = PAIR.matcher(given.asText());
      while (pairs.find()) {
        String quoted = pairs.group(3);
        values.put(
            pairs.group(1),
            quoted == null ? pairs.group(2) : ESCAPED.matcher(quoted).replaceAll("$1"));
      }
    }
    return values;
  }

  /** SAM is written in Python, whose true is True. */
  private static String text(JsonNode value) {
    return value.isBoolean() ? (value.booleanValue() ? "True" : "False") : value.asText();
  }

  private Optional<Settings> check(Map<String, String> given, StackTemplate template) {
    given.forEach((name, value) -> template.fault(name, value).ifPresent(this::fault));
    Map<String, String> all = template.defaults();
    List<String> missing = all.keySet().stream().filter(name -> !given.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing);
      warn("without " + names + ", which stay in the stack as they are; ops/settings adds them");
    }
    all.putAll(given);
    if (faults > 0) {
      return Optional.empty();
    }
    if (days("ArchiveDays", all) > days("RetentionDays", all)) {
      warn(
          "ArchiveDays is more than RetentionDays, so that a replay of what the ledger has forgotten"
              + " alerts again");
    }
    Map<String, String> environment = template.environment(all);
    MADE_UP.forEach(environment::putIfAbsent);
    Settings settings = Settings.of(environment);
    checkRules(settings);
    settings.exceptions().file().ifPresent(this::checkExceptions);
    return Optional.of(settings);
  }

  private static int days(String name, Map<String, String> all) {
    return Integer.parseInt(all.getOrDefault(name, "0"));
  }

  private void checkRules(Settings settings) {
    try {
      RuleCatalog.packaged(settings.rules());
    } catch (IllegalArgumentException e) {
      fault(String.valueOf(e.getMessage()));
    }
  }

  private void checkExceptions(Path path) {
    if (!path.isAbsolute() && !Files.isRegularFile(packaged(home, path))) {
      fault("ExceptionsFile: there is no " + RESOURCES.resolve(path));
    }
  }

  /** Where a file of the package comes from; one of a layer has to be where it will be. */
  public static Path packaged(Path home, Path path) {
    return home.resolve(RESOURCES).resolve(path);
  }

  private void fault(String what) {
    faults++;
    complain.accept(file.getFileName() + ": " + what);
  }

  private void warn(String what) {
    warn.accept(file.getFileName() + ": " + what);
  }
}
