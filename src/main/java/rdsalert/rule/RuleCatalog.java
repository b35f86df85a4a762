package rdsalert.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.ClauseResult;
import rdsalert.pattern.PatternSet;
import rdsalert.rule.RuleChoice.Pack;

/** The rules that come with the function, from the resource folder {@code rdsalert/rules}. */
public final class RuleCatalog {
  /** The most characters of a reason that is logged with every event. */
  private static final int LONGEST_REASON = 300;

  private final List<DetectionRule> rules;
  private final List<DetectionRule> own;
  private final List<DetectionRule> all;
  private final PatternSet<DetectionRule> patterns;

  private final Set<String> known;

  private RuleCatalog(List<DetectionRule> rules, List<DetectionRule> own, Set<String> known) {
    this.rules = List.copyOf(rules);
    this.own = List.copyOf(own);
    this.all = Stream.of(own, rules).flatMap(List::stream).toList();
    this.known = Set.copyOf(known);
    Map<DetectionRule, JsonNode> patterns = new LinkedHashMap<>();
    all.forEach(rule -> patterns.put(rule, rule.pattern().json()));
    this.patterns = PatternSet.of(patterns);
  }

  /** The packaged rules that are on where nothing else is chosen. */
  public static RuleCatalog packaged() {
    return packaged(RuleChoice.CORE);
  }

  /**
   * Reads packaged rules.
   *
   * @throws InvalidRuleException if one cannot be read, when the message names the file and the
   *     fault, or if there is no such choice
   */
  public static RuleCatalog packaged(RuleChoice choice) {
    Shared shared = Shared.packaged();
    List<DetectionRule> rules = read(files(choice.pack()), choice.stack(), shared);
    List<DetectionRule> own = read(RuleChoice.SELF_FILES, choice.stack(), shared);
    return of(choice.of(rules), own, ids(rules));
  }

  private static List<String> files(Pack last) {
    return last.all().stream().flatMap(pack -> pack.files().stream()).toList();
  }

  private static List<DetectionRule> read(
      List<String> files, RuleChoice.Stack stack, Shared shared) {
    List<DetectionRule> rules = new ArrayList<>();
    for (String file : files) {
      try (InputStream in = Shared.packaged(file)) {
        rules.add(RuleReader.read(file, filled(in, stack), shared));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read rule " + file, e);
      }
    }
    return rules;
  }

  /**
   * Takes the given rules, in this order.
   *
   * @throws InvalidRuleException if there is none, or two share an id
   */
  public static RuleCatalog of(List<DetectionRule> rules) {
    return of(rules, List.of(), ids(rules));
  }

  private static Set<String> ids(List<DetectionRule> rules) {
    return rules.stream().map(DetectionRule::id).collect(Collectors.toSet());
  }

  private static RuleCatalog of(
      List<DetectionRule> rules, List<DetectionRule> own, Set<String> known) {
    if (rules.isEmpty()) {
      throw new InvalidRuleException("there is no rule");
    }
    Set<String> ids = new HashSet<>();
    for (DetectionRule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new InvalidRuleException("two rules share the id " + rule.id());
      }
    }
    return new RuleCatalog(rules, own, known);
  }

  /**
   * Reads one rule.
   *
   * @param file its name, for messages
   * @throws InvalidRuleException if it is not a rule; the message names the file and the fault
   */
  public static DetectionRule read(String file, InputStream yaml) {
    return RuleReader.read(file, filled(yaml, RuleChoice.Stack.USUAL), Shared.packaged());
  }

  private static InputStream filled(InputStream yaml, RuleChoice.Stack stack) {
    try {
      String text = new String(yaml.readAllBytes(), UTF_8);
      return new ByteArrayInputStream(stack.fill(text).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rules that were chosen; the packaged ones from the gravest on. */
  public List<DetectionRule> rules() {
    return rules;
  }

  /** The rules about the stack itself, which are on whatever was chosen. */
  public List<DetectionRule> own() {
    return own;
  }

  /** Those about the stack itself, and then those that were chosen. */
  public List<DetectionRule> all() {
    return all;
  }

  /** The ids of these rules, and of those of their pack that are off. */
  public Set<String> known() {
    return known;
  }

  /** The rule with an id, empty if there is none. */
  public Optional<DetectionRule> find(String id) {
    return all.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The rule with an id, or the least grave one if that has been switched off since. */
  public DetectionRule findOrLeast(String id) {
    return find(id).orElseGet(rules::getLast);
  }

  /** The rules that match an event; none if it is to be ignored. */
  public List<DetectionRule> matching(ManagementEvent event) {
    return patterns.matching(event.json());
  }

  /**
   * The rules that match an event that was taken up before. If none does, rules have been switched
   * off since; then all that there are are read, since what was taken up still goes out.
   */
  public List<DetectionRule> matchingBefore(ManagementEvent event) {
    List<DetectionRule> matched = matching(event);
    return matched.isEmpty()
        ? of(read(files(Pack.DATABASE_EXPOSURE), RuleChoice.Stack.USUAL, Shared.packaged()))
            .matching(event)
        : matched;
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
    List<DetectionRule> looking = lookingFor(event.eventName());
    String reason =
        switch (looking.size()) {
          case 0 -> "no rule looks for " + event.eventName() + " of " + event.eventSource();
          case 1 -> refusal(looking.getFirst(), event);
          default ->
              "none of the rules that look for "
                  + event.eventName()
                  + " matches: "
                  + looking.stream().map(DetectionRule::id).collect(Collectors.joining(", "));
        };
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 1) + "…";
  }

  private String refusal(DetectionRule rule, ManagementEvent event) {
    String why =
        rule.pattern().refusals(event).stream()
            .map(ClauseResult::sentence)
            .collect(Collectors.joining("; "));
    return rule.name() + ": " + why;
  }
}
