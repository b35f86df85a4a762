package rdsalert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.Window.Limits;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.rule.RuleChoice.Stack;

/**
 * What the environment sets, read once; docs/settings.md says what each variable means. One that is
 * missing has its default, except for the topic of alerts and the table.
 *
 * @param retention how long the ledger remembers: an event can come again after 15 days in
 *     EventBridge's retries and a queue, and 6 hours in Lambda's
 * @param timeout when Lambda ends a run, counted from its start. The function is told because the
 *     remaining time that Lambda reports depends on the machine's clock
 */
public record Settings(
    Topics topics,
    String table,
    Limits limits,
    Duration retention,
    Duration timeout,
    ExceptionPlaces exceptions,
    RuleChoice rules) {

  /** The file, empty for the packaged one; and the path in Parameter Store, empty for none. */
  public record ExceptionPlaces(Optional<Path> file, Optional<String> stored) {}

  /** Where alerts go, and what concerns the stack itself goes too; and the proof that they come. */
  public record Topics(String alerts, String watch, DailyProof proof) {
    Map<Topic, String> byName() {
      return Map.of(Topic.ALERTS, alerts, Topic.WATCH, watch);
    }
  }

  private static final Pattern TOPIC =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}");
  private static final Pattern TOPIC_OR_NONE = Pattern.compile("|" + TOPIC);
  private static final Pattern ROLE_OR_NONE =
      Pattern.compile("|arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
  private static final Pattern PROOF = Pattern.compile("|told|silent|off");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]{0,256}");
  private static final Pattern STORE = Pattern.compile("(/[A-Za-z0-9._-]{1,128}){0,5}");
  private static final Pattern PACK = Pattern.compile("|" + String.join("|", Pack.ids()));
  private static final Pattern IDS = Pattern.compile("[A-Za-z0-9._, -]{0,2000}");
  private static final Pattern STACK = Pattern.compile("|[A-Za-z][A-Za-z0-9-]{0,127}");
  private static final Pattern KEY = Pattern.compile("|[a-z0-9-]{36,64}");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /** Reads the settings; an {@link InvalidSettingsException} names all that is wrong. */
  public static Settings of(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    Settings settings = read(reader);
    if (!reader.problems.isEmpty()) {
      throw new InvalidSettingsException(reader.problems);
    }
    return settings;
  }

  /** What an environment has of all settings, by their variables; empty what it has not. */
  static Map<String, String> values(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    read(reader);
    return reader.values;
  }

  private static Settings read(Reader reader) {
    int cap = reader.number("ALERT_CAP", 100, 1, 500);
    int reserve = reader.number("NEW_ACTOR_RESERVE_PERCENT", 20, 0, 90);
    return new Settings(
        topics(reader),
        reader.text("LEDGER_TABLE", TABLE, "the name of a DynamoDB table"),
        new Limits(
            cap,
            cap * reserve / 100,
            reader.number("PUBLISHES_PER_SECOND", 5, 1, 10),
            Duration.ofMinutes(reader.number("WINDOW_MINUTES", 10, 1, 1_440)),
            Duration.ofMinutes(reader.number("LOOK_BACK_MINUTES", 60, 1, 10_080))),
        Duration.ofDays(reader.number("RETENTION_DAYS", 16, 16, 365)),
        Duration.ofSeconds(reader.number("FUNCTION_TIMEOUT_SECONDS", 30, 30, 900)),
        new ExceptionPlaces(
            reader.optional("EXCEPTIONS_FILE", PATH, "the path of a file").map(Path::of),
            reader.optional("EXCEPTIONS_PATH", STORE, "a path in Parameter Store")),
        rules(reader));
  }

  private static Topics topics(Reader reader) {
    String topic = "the ARN of a standard SNS topic";
    String alerts = reader.text("ALERT_TOPIC_ARN", TOPIC, topic);
    String watch = reader.optional("WATCH_TOPIC_ARN", TOPIC_OR_NONE, topic).orElse(alerts);
    return new Topics(alerts, watch, proof(reader));
  }

  private static DailyProof proof(Reader reader) {
    String role = reader.text("PROOF_ROLE_ARN", ROLE_OR_NONE, "the ARN of a role");
    String told = reader.text("PROOF_OF_LIFE", PROOF, "told, silent or off");
    return new DailyProof(told.equals("off") ? "" : role, told.isEmpty() || told.equals("told"));
  }

  private static RuleChoice rules(Reader reader) {
    String ids = "ids of rules with commas between";
    return new RuleChoice(
        reader
            .optional("RULE_PACK", PACK, String.join(" or ", Pack.ids()))
            .map(Pack::of)
            .orElse(Pack.CORE),
        RuleChoice.ids(reader.text("RULES_OFF", IDS, ids)),
        RuleChoice.ids(reader.text("RULES_ON", IDS, ids)),
        new Stack(
            reader.optional("STACK_NAME", STACK, "the name of a stack").orElse(Stack.USUAL.name()),
            reader.optional("KEY_ID", KEY, "the id of a key").orElse(Stack.USUAL.keyId())));
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    private String value(String name) {
      String value = environment.getOrDefault(name, "");
      values.put(name, value);
      return value;
    }

    Optional<String> optional(String name, Pattern allowed, String meaning) {
      return Optional.of(text(name, allowed, meaning)).filter(text -> !text.isEmpty());
    }

    String text(String name, Pattern allowed, String meaning) {
      String value = value(name);
      if (allowed.matcher(value).matches()) {
        return value;
      }
      problem(name, value, meaning);
      return "";
    }

    int number(String name, int otherwise, int least, int most) {
      String value = value(name);
      int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
      if (number >= least && number <= most) {
        return number;
      }
      if (!value.isEmpty()) {
        problem(name, value, "a whole number from " + least + " to " + most);
      }
      return otherwise;
    }

    private void problem(String name, String value, String allowed) {
      String found = value.isEmpty() ? "is not set" : "is \"" + value + "\"";
      problems.add(name + " " + found + ", but must be " + allowed);
    }
  }

  /** The environment sets something that cannot be; the message names every variable. */
  public static final class InvalidSettingsException extends RuntimeException {
    InvalidSettingsException(List<String> problems) {
      super("cannot start: " + String.join("; ", problems));
    }
  }
}
