package rdsalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.event.Actor;
import rdsalert.event.ManagementEvent;
import rdsalert.hunt.Span;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.silence.Silences.Verdict;
import rdsalert.text.JsonText;
import rdsalert.text.Words;

/** How many alerts each rule would have made of old logs, and by whom. */
final class RuleSummary {
  private static final Pattern IDENTITY = Pattern.compile("^arn:[a-z-]+:(iam|sts)::");
  private static final int MOST_CALLERS = 3;
  private static final int LONGEST_CALLER = 80;

  private final RuleCatalog rules;
  private final Silences exceptions;
  private final Instant now = Instant.now();
  private final TreeSet<LocalDate> days = new TreeSet<>();
  private final Map<String, Tally> tallies = new HashMap<>();
  private String latest = "none";
  private int alerts;

  RuleSummary(RuleCatalog rules, Silences exceptions) {
    this.rules = rules;
    this.exceptions = exceptions;
  }

  /** The alerts of one rule. */
  private static final class Tally {
    private final Set<LocalDate> days = new HashSet<>();
    private final Map<String, Integer> callers = new HashMap<>();
    private final Map<String, Integer> accounts = new HashMap<>();
    private int alerts;

    String mostBy() {
      String named =
          Words.byCount(callers)
              .limit(MOST_CALLERS)
              .map(caller -> caller.getKey() + " (" + Terminal.number(caller.getValue()) + ")")
              .collect(Collectors.joining(", "));
      int more = callers.size() - MOST_CALLERS;
      return more > 0 ? named + " and " + Terminal.number(more) + " more" : named;
    }
  }

  /** Takes in on which day a record was made, of interest or not. */
  void seen(String time) {
    String day = Span.day(time);
    if (!day.equals(latest)) {
      latest = day;
      try {
        days.add(LocalDate.parse(day));
      } catch (DateTimeException e) {
        // The delivery complains of it, where it matters.
      }
    }
  }

  /** Counts an alert for every rule that would have made it, had it been the only one. */
  void alerted(ManagementEvent event, List<DetectionRule> matched) {
    alerts++;
    matched.stream()
        .filter(rule -> exceptions.judge(rule, event, now) instanceof Verdict.Raised)
        .map(rule -> tallies.computeIfAbsent(rule.id(), _ -> new Tally()))
        .forEach(
            tally -> {
              tally.alerts++;
              tally.days.add(LocalDate.ofInstant(event.eventTime(), ZoneOffset.UTC));
              tally.callers.merge(caller(event.actor()), 1, Integer::sum);
              tally.accounts.merge(event.account(), 1, Integer::sum);
            });
  }

  private static String caller(Actor actor) {
    Actor.Issuer issuer = actor.session().issuer();
    String caller =
        Stream.of(issuer == null ? "" : issuer.arn(), actor.arn(), actor.invokedBy())
            .filter(name -> name != null && !name.isEmpty())
            .findFirst()
            .orElseGet(() -> actor.type() + " " + actor.account());
    return Terminal.oneLine(IDENTITY.matcher(caller).replaceFirst(""), LONGEST_CALLER);
  }

  /** The rules about the stack itself, which are always on, appear only if they alerted. */
  private Stream<DetectionRule> byAlerts() {
    return rules.all().stream()
        .filter(rule -> !rule.isOwn() || of(rule).alerts > 0)
        .sorted(Comparator.comparingInt((DetectionRule rule) -> -of(rule).alerts));
  }

  /** For programs: every rule, and all callers and accounts of each, the most frequent first. */
  JsonNode json() {
    ObjectNode json = JsonText.object().put("alerts", alerts).put("alertsADay", aDay(alerts));
    json.put("from", days.isEmpty() ? null : days.getFirst().toString());
    json.put("to", days.isEmpty() ? null : days.getLast().toString());
    ArrayNode each = json.putArray("rules");
    byAlerts().forEach(rule -> add(each.addObject(), rule, of(rule)));
    return json;
  }

  private void add(ObjectNode json, DetectionRule rule, Tally tally) {
    json.put("id", rule.id()).put("name", rule.name()).put("severity", rule.severity().word());
    json.put("alerts", tally.alerts).put("alertsADay", aDay(tally.alerts));
    json.put("daysWithAlerts", tally.days.size());
    add(json.putArray("callers"), "caller", tally.callers);
    add(json.putArray("accounts"), "account", tally.accounts);
  }

  private static void add(ArrayNode list, String name, Map<String, Integer> counts) {
    Words.byCount(counts)
        .forEach(one -> list.addObject().put(name, one.getKey()).put("alerts", one.getValue()));
  }

  void print() {
    List<DetectionRule> loud = byAlerts().filter(rule -> of(rule).alerts > 0).toList();
    int widest = loud.stream().mapToInt(rule -> rule.id().length()).max().orElse(4);
    String line = "%-" + Math.max(4, widest) + "s  %8s  %6s  %8s  %8s  %s%n";
    if (!loud.isEmpty()) {
      System.out.printf(line, "rule", "alerts", "days", "a day", "accounts", "most by");
    }
    for (DetectionRule rule : loud) {
      Tally tally = of(rule);
      System.out.printf(
          line,
          rule.id(),
          Terminal.number(tally.alerts),
          tally.days.size(),
          shown(aDay(tally.alerts)),
          Terminal.number(tally.accounts.size()),
          tally.mostBy());
    }
    String silent =
        rules.rules().stream()
            .map(DetectionRule::id)
            .filter(id -> !tallies.containsKey(id))
            .collect(Collectors.joining(", "));
    if (!silent.isEmpty()) {
      System.out.println("no alert: " + silent);
    }
    String all = Terminal.count(alerts, "alert") + ", one for each event that matches";
    System.out.println(
        days.isEmpty()
            ? all
            : "%s: %s a day, from %s to %s"
                .formatted(all, shown(aDay(alerts)), days.getFirst(), days.getLast()));
  }

  private Tally of(DetectionRule rule) {
    return tallies.getOrDefault(rule.id(), new Tally());
  }

  private static String shown(double aDay) {
    return aDay > 0 && aDay < 0.05 ? "<0.1" : String.format(Locale.ROOT, "%.1f", aDay);
  }

  /** Over all days from the first event to the last, quiet ones too. */
  private double aDay(int count) {
    long length = days.isEmpty() ? 1 : ChronoUnit.DAYS.between(days.getFirst(), days.getLast()) + 1;
    return Math.round(10_000.0 * count / length) / 10_000.0;
  }
}
