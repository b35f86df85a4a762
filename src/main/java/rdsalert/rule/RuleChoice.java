package rdsalert.rule;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the packaged rules are on: those of a pack, less some.
 *
 * @param off ids of rules that are switched off
 * @param on ids of rules that are switched on though they are off unless asked for
 * @param stack whose own parts the rules look after that are always on
 */
public record RuleChoice(Pack pack, Set<String> off, Set<String> on, Stack stack) {
  public static final RuleChoice CORE = new RuleChoice(Pack.CORE, Set.of(), Set.of());

  /** What rules about themselves say that they are of. */
  static final String SELF = "self";

  /**
   * What the stack's own parts are called.
   *
   * @param name with which their names begin
   * @param keyId the id of its key, whose name does not
   */
  public record Stack(String name, String keyId) {
    /** As {@code samconfig.toml} calls it, with a key that does not exist. */
    public static final Stack USUAL =
        new Stack("rds-security-group-alert", "00000000-0000-0000-0000-000000000000");

    /** A rule's text, in which {@code ${stack}} and {@code ${key}} stand for these. */
    String fill(String text) {
      return text.replace("${stack}", name).replace("${key}", keyId);
    }
  }

  public RuleChoice(Pack pack, Set<String> off, Set<String> on) {
    this(pack, off, on, Stack.USUAL);
  }

  public enum Pack {
    CORE,

    /** All that opens, exposes, copies out, takes over or destroys a database; the core too. */
    DATABASE_EXPOSURE;

    /** Such as {@code database-exposure}, as rules and settings write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> ids() {
      return Stream.of(values()).map(Pack::id).toList();
    }

    /** The pack with an id; refuses others with the names of those that there are. */
    public static Pack of(String id) {
      return Stream.of(values())
          .filter(pack -> pack.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "there is no pack '" + id + "', only " + String.join(" and ", ids())));
    }

    /** The packs that come with this one, itself last. */
    List<Pack> all() {
      return this == CORE ? List.of(CORE) : List.of(CORE, this);
    }
  }

  public static Set<String> ids(String list) {
    return Stream.of(list.split("[, ]+"))
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Picks from all rules of the pack, the gravest first.
   *
   * @throws IllegalArgumentException if an id is not one of theirs
   */
  List<DetectionRule> of(List<DetectionRule> rules) {
    requireKnown(rules);
    return rules.stream()
        .filter(rule -> !off.contains(rule.id()))
        .filter(rule -> !rule.onRequest() || on.contains(rule.id()))
        .sorted(DetectionRule.GRAVEST_FIRST)
        .toList();
  }

  private void requireKnown(List<DetectionRule> rules) {
    Set<String> known =
        rules.stream().map(DetectionRule::id).collect(Collectors.toCollection(TreeSet::new));
    for (String id : Stream.concat(off.stream(), on.stream()).sorted().toList()) {
      String has = "'; it has " + String.join(", ", known);
      Require.that(known.contains(id), "the pack " + pack.id() + " has no rule '" + id + has);
    }
  }
}
