package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.event.Json;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern.ClauseResult;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.RuleChoice.Pack;

/** The rules that come with the function, from the resource folder {@code rdsalert/rules}. */
public final class RuleCatalog {
  /** The most characters of a reason that is logged with every event. */
  private static final int LONGEST_REASON = 300;

  private final List<DetectionRule> rules;
  private final List<DetectionRule> all;
  private final Set<String> known;
  private final PatternSet<DetectionRule> patterns;

  private RuleCatalog(
      List<DetectionRule> rules, List<DetectionRule> own, List<DetectionRule> known) {
    Require.that(!rules.isEmpty(), "there is no rule: leave one switched on");
    this.rules = List.copyOf(rules);
    this.all = Stream.of(own, rules).flatMap(List::stream).toList();
    this.known = known.stream().map(DetectionRule::id).collect(Collectors.toUnmodifiableSet());
    Set<String> ids = new HashSet<>();
    Map<DetectionRule, JsonNode> patterns = new LinkedHashMap<>();
    for (DetectionRule rule : all) {
      Require.that(ids.add(rule.id()), "two rules share the id " + rule.id());
      patterns.put(rule, rule.pattern().json());
    }
    this.patterns = PatternSet.of(patterns);
  }

  /** The packaged rules that are on where nothing else is chosen. */
  public static RuleCatalog packaged() {
    return packaged(RuleChoice.CORE);
  }

  public static RuleCatalog packaged(RuleChoice choice) {
    Shared shared = Shared.packaged();
    List<DetectionRule> rules = read(choice.pack(), choice.stack(), shared);
    List<DetectionRule> own = read(RuleChoice.SELF, choice.stack(), shared).toList();
    return new RuleCatalog(choice.of(rules), own, rules);
  }

  private static List<DetectionRule> read(Pack last, RuleChoice.Stack stack, Shared shared) {
    return last.all().stream().flatMap(pack -> read(pack.id(), stack, shared)).toList();
  }

  private static Stream<DetectionRule> read(String pack, RuleChoice.Stack stack, Shared shared) {
    return shared.packs().getOrDefault(pack, List.of()).stream()
        .map(
            file -> RuleReader.read(file, stack.fill(Shared.packaged(file)), Shared::json, shared));
  }

  /** The given rules, in this order; refuses none, and two of one id. */
  public static RuleCatalog of(List<DetectionRule> rules) {
    return new RuleCatalog(rules, List.of(), rules);
  }

  /** Reads one rule with what knows the form it is written in; refuses it by its file's name. */
  public static DetectionRule read(String file, String rule, Function<String, RuleValue> reader) {
    return RuleReader.read(
        file,
        RuleChoice.Stack.USUAL.fill(rule),
        reader.andThen(written -> withItsOwnId(written, file)),
        Shared.packaged());
  }

  /** Refuses the id of a packaged rule whose file has another name. */
  private static RuleValue withItsOwnId(RuleValue rule, String file) {
    for (String other : files()) {
      JsonNode taken = Shared.json(Shared.packaged(other)).json().path("id");
      if (rule.json().path("id").equals(taken) && !("/" + file).endsWith("/" + other)) {
        throw rule.get("id")
            .fault(taken.asText() + " is that of " + other + ": give it one of its own");
      }
    }
    return rule;
  }

  public static List<String> files() {
    return Shared.packaged().packs().values().stream().flatMap(List::stream).toList();
  }

  /** Does now what the first event of each call would wait for. */
  public void prepare() {
    patterns.compile();
  }

  /** All rules that were chosen; the packaged ones from the gravest on. */
  public List<DetectionRule> rules() {
    return rules;
  }

  /** The rules about the stack itself, which are always on. */
  public List<DetectionRule> own() {
    return all.subList(0, all.size() - rules.size());
  }

  /** Those about the stack itself, and then those that were chosen. */
  public List<DetectionRule> all() {
    return all;
  }

  /** The ids of these rules, and of those of their pack that are off. */
  public Set<String> known() {
    return known;
  }

  public Optional<DetectionRule> find(String id) {
    return all.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The rule with an id, or the least grave one if that has been switched off since. */
  public DetectionRule findOrLeast(String id) {
    return find(id).orElseGet(rules::getLast);
  }

  public List<DetectionRule> matching(ManagementEvent event) {
    return patterns.matching(event.json());
  }

  /** The rules of some ids, in their order, those that are off too; none that is unknown. */
  public List<DetectionRule> named(List<String> ids) {
    List<DetectionRule> on = ids.stream().flatMap(id -> find(id).stream()).toList();
    if (on.size() == ids.size()) {
      return on;
    }
    RuleCatalog whole = of(read(Pack.DATABASE_EXPOSURE, RuleChoice.Stack.USUAL, Shared.packaged()));
    return ids.stream().flatMap(id -> find(id).or(() -> whole.find(id)).stream()).toList();
  }

  /** The rules that look for calls of a name: no other can match one. */
  public List<DetectionRule> lookingFor(String call) {
    return patterns.lookingFor(call);
  }

  /**
   * Why no rule matches an event, in 300 characters: what the one rule that looks for such calls
   * refuses, or which rules look for them. To work out the clauses of many costs more than to judge
   * them all; {@code explain} does it.
   */
  public String whyIgnored(ManagementEvent event) {
    String call = event.eventName();
    List<DetectionRule> looking = lookingFor(call);
    String ids = looking.stream().map(DetectionRule::id).collect(Collectors.joining(", "));
    String reason =
        switch (looking.size()) {
          case 0 -> "no rule looks for " + call + " of " + event.eventSource();
          case 1 -> refusal(looking.getFirst(), event);
          default -> "none of the rules that look for " + call + " matches: " + ids;
        };
    return reason.length() > LONGEST_REASON ? Json.cut(reason, LONGEST_REASON - 1) : reason;
  }

  private String refusal(DetectionRule rule, ManagementEvent event) {
    return rule.pattern().refusals(event).stream()
        .map(ClauseResult::sentence)
        .collect(Collectors.joining("; ", rule.name() + ": ", ""));
  }
}
