package rdsalert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rdsalert.delivery.AlertPublisher.Topic;
import rdsalert.delivery.Limits;
import rdsalert.event.OwnCalls.DailyProof;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.rule.RuleChoice.Stack;

/**
 * What the environment sets, read once. A setting that is missing has its default, except for the
 * topic and the table.
 *
 * @param topics where messages go
 * @param table {@code LEDGER_TABLE}: the ledger's DynamoDB table
 * @param limits {@code ALERT_CAP}: the most alerts in a window, 1 to 500; {@code WINDOW_MINUTES}: 1
 *     to 1,440; {@code PUBLISHES_PER_SECOND}: over all runs, 1 to 10; {@code LOOK_BACK_MINUTES}:
 *     the age above which an event is late, 1 to 10,080
 * @param reservePercent {@code NEW_ACTOR_RESERVE_PERCENT}: the share of the cap kept for actors not
 *     yet seen in the window, 0 to 90
 * @param retention {@code RETENTION_DAYS}: how long the ledger remembers, 16 to 365: an event can
 *     come again after 15 days in EventBridge's retries and a queue, and 6 hours in Lambda's
 * @param timeout {@code FUNCTION_TIMEOUT_SECONDS}: when Lambda ends a run, counted from its start,
 *     30 to 900. The function is told because the remaining time that Lambda reports depends on the
 *     machine's clock
 * @param exceptions {@code EXCEPTIONS_FILE} and {@code EXCEPTIONS_PATH}: where the exceptions are
 * @param rules {@code RULE_PACK}, {@code RULES_OFF}, {@code RULES_ON}: which rules are on; {@code
 *     STACK_NAME}, {@code KEY_ID}: whose parts the rules about the stack itself look after
 */
public record Settings(
    Topics topics,
    String table,
    Limits limits,
    int reservePercent,
    Duration retention,
    Duration timeout,
    ExceptionPlaces exceptions,
    RuleChoice rules) {

  /** The file, empty for the packaged one; and the path in Parameter Store, empty for none. */
  public record ExceptionPlaces(Optional<Path> file, Optional<String> stored) {}

  /**
   * Where messages go, and what proves that they come.
   *
   * @param alerts {@code ALERT_TOPIC_ARN}
   * @param watch {@code WATCH_TOPIC_ARN}: for those who watch over the stack itself, if there is
   *     one
   * @param proof {@code PROOF_ROLE_ARN}, the role that makes the daily proof of life, if one is
   *     made; {@code PROOF_OF_LIFE}: whether people are told of it once a week
   */
  public record Topics(String alerts, Optional<String> watch, DailyProof proof) {
    Map<Topic, String> byName() {
      Map<Topic, String> topics = new EnumMap<>(Map.of(Topic.ALERTS, alerts));
      watch.ifPresent(arn -> topics.put(Topic.WATCH, arn));
      return topics;
    }
  }

  public static final List<String> VARIABLES =
      List.of(
          "ALERT_TOPIC_ARN",
          "WATCH_TOPIC_ARN",
          "LEDGER_TABLE",
          "ALERT_CAP",
          "WINDOW_MINUTES",
          "NEW_ACTOR_RESERVE_PERCENT",
          "PUBLISHES_PER_SECOND",
          "RETENTION_DAYS",
          "LOOK_BACK_MINUTES",
          "FUNCTION_TIMEOUT_SECONDS",
          "EXCEPTIONS_FILE",
          "EXCEPTIONS_PATH",
          "RULE_PACK",
          "RULES_OFF",
          "RULES_ON",
          "STACK_NAME",
          "KEY_ID",
          "PROOF_ROLE_ARN",
          "PROOF_OF_LIFE");

  /** The alert function's timeout, as the template sets it. */
  static final Duration ALERT_TIMEOUT = Duration.ofSeconds(30);

  /** The sweep function's timeout, as the template sets it. */
  static final Duration SWEEP_TIMEOUT = Duration.ofMinutes(4);

  private static final Pattern TOPIC =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}");
  private static final Pattern TOPIC_OR_NONE = Pattern.compile("|" + TOPIC);
  private static final Pattern ROLE_OR_NONE =
      Pattern.compile("|arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");
  private static final Pattern PROOF = Pattern.compile("|told|silent|off");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]{0,256}");
  private static final Pattern STORE = Pattern.compile("(/[A-Za-z0-9._-]{1,128}){0,5}");
  private static final Pattern PACK = Pattern.compile("|" + String.join("|", Pack.ids()));
  private static final Pattern IDS = Pattern.compile("[A-Za-z0-9._, -]{0,2000}");
  private static final Pattern STACK = Pattern.compile("|[A-Za-z][A-Za-z0-9-]{0,127}");
  private static final Pattern KEY = Pattern.compile("|[a-z0-9-]{36,64}");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /** Reads the settings with the alert function's timeout where the environment tells none. */
  public static Settings of(Map<String, String> environment) {
    return of(environment, ALERT_TIMEOUT);
  }

  /**
   * Reads the settings.
   *
   * @param usualTimeout the function's timeout where the environment does not tell it
   * @throws InvalidSettingsException if any is wrong; the message names all that are
   */
  static Settings of(Map<String, String> environment, Duration usualTimeout) {
    Reader reader = new Reader(environment, new ArrayList<>());
    String topic = reader.text("ALERT_TOPIC_ARN", TOPIC, "the ARN of a standard SNS topic");
    String watch = reader.text("WATCH_TOPIC_ARN", TOPIC_OR_NONE, "the ARN of a standard SNS topic");
    String table = reader.text("LEDGER_TABLE", TABLE, "the name of a DynamoDB table");
    int cap = reader.number("ALERT_CAP", 100, 1, 500);
    int window = reader.number("WINDOW_MINUTES", 10, 1, 1_440);
    int reserve = reader.number("NEW_ACTOR_RESERVE_PERCENT", 20, 0, 90);
    int perSecond = reader.number("PUBLISHES_PER_SECOND", 5, 1, 10);
    int retention = reader.number("RETENTION_DAYS", 16, 16, 365);
    int lookBack = reader.number("LOOK_BACK_MINUTES", 60, 1, 10_080);
    int usual = (int) usualTimeout.toSeconds();
    int timeout = reader.number("FUNCTION_TIMEOUT_SECONDS", usual, 30, 900);
    String exceptions = reader.text("EXCEPTIONS_FILE", PATH, "the path of a file");
    String stored = reader.text("EXCEPTIONS_PATH", STORE, "a path in Parameter Store");
    RuleChoice rules = rules(reader);
    DailyProof proof = proof(reader);
    if (!reader.problems().isEmpty()) {
      throw new InvalidSettingsException(reader.problems());
    }
    return new Settings(
        new Topics(topic, optional(watch), proof),
        table,
        new Limits(
            cap,
            cap * reserve / 100,
            perSecond,
            Duration.ofMinutes(window),
            Duration.ofMinutes(lookBack)),
        reserve,
        Duration.ofDays(retention),
        Duration.ofSeconds(timeout),
        new ExceptionPlaces(optional(exceptions).map(Path::of), optional(stored)),
        rules);
  }

  private static Optional<String> optional(String text) {
    return Optional.of(text).filter(there -> !there.isEmpty());
  }

  private static DailyProof proof(Reader reader) {
    String role = reader.text("PROOF_ROLE_ARN", ROLE_OR_NONE, "the ARN of a role");
    String told = reader.text("PROOF_OF_LIFE", PROOF, "told, silent or off");
    return new DailyProof(told.equals("off") ? "" : role, told.isEmpty() || told.equals("told"));
  }

  private static RuleChoice rules(Reader reader) {
    String pack = reader.text("RULE_PACK", PACK, String.join(" or ", Pack.ids()));
    String off = reader.text("RULES_OFF", IDS, "ids of rules with commas between");
    String on = reader.text("RULES_ON", IDS, "ids of rules with commas between");
    return new RuleChoice(
        pack.isEmpty() ? Pack.CORE : Pack.of(pack),
        RuleChoice.ids(off),
        RuleChoice.ids(on),
        stack(reader));
  }

  private static Stack stack(Reader reader) {
    String name = reader.text("STACK_NAME", STACK, "the name of a stack");
    String key = reader.text("KEY_ID", KEY, "the id of a key");
    return new Stack(
        name.isEmpty() ? Stack.USUAL.name() : name, key.isEmpty() ? Stack.USUAL.keyId() : key);
  }

  private record Reader(Map<String, String> environment, List<String> problems) {
    String text(String name, Pattern allowed, String meaning) {
      String value = environment.getOrDefault(name, "");
      if (allowed.matcher(value).matches()) {
        return value;
      }
      problem(name, value, meaning);
      return "";
    }

    int number(String name, int otherwise, int least, int most) {
      String value = environment.getOrDefault(name, "");
      if (value.isEmpty()) {
        return otherwise;
      }
      int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
      if (number >= least && number <= most) {
        return number;
      }
      problem(name, value, "a whole number from " + least + " to " + most);
      return otherwise;
    }

    private void problem(String name, String value, String allowed) {
      String found = value.isEmpty() ? "is not set" : "is \"" + value + "\"";
      problems.add(name + " " + found + ", but must be " + allowed);
    }
  }
}
