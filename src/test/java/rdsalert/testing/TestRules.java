package rdsalert.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import rdsalert.pattern.EventPattern;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.DetectionRule.About;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;
import rdsalert.yaml.YamlFile;

/** Made-up rules for tests. */
public final class TestRules {

  /** Read and compiled once: that takes a second or so. */
  private static final RuleCatalog EVERY = readAll();

  private static final DetectionRule PACKAGED = RuleCatalog.packaged().rules().getFirst();

  private static final Map<DetectionRule, Path> ALL = withSamples();

  private TestRules() {}

  /** The packaged rule. */
  public static DetectionRule packaged() {
    return PACKAGED;
  }

  /** The packaged rule under another id and of another gravity. */
  public static DetectionRule like(String id, Rating.Severity severity, int riskScore) {
    return of(id, packaged().pattern(), severity, riskScore);
  }

  /** A rule that looks for something else. */
  public static DetectionRule lookingFor(String id, JsonNode pattern) {
    return of(id, EventPattern.of(pattern), Rating.Severity.LOW, 21);
  }

  private static DetectionRule of(
      String id, EventPattern pattern, Rating.Severity severity, int riskScore) {
    DetectionRule rule = packaged();
    return new DetectionRule(
        id,
        new About("made-up rule " + id, 1, "A rule for tests.", rule.about().references()),
        new Rating(severity, riskScore, rule.rating().attacks()),
        pattern,
        rule.report(),
        rule.guide(),
        false,
        false);
  }

  /** Every packaged rule, also those that are off unless asked for. */
  public static RuleCatalog everyPackaged() {
    return EVERY;
  }

  private static RuleCatalog readAll() {
    Set<String> known = packaged(Set.of()).known();
    RuleCatalog every = packaged(known);
    return RuleCatalog.of(Stream.concat(every.rules().stream(), every.own().stream()).toList());
  }

  private static RuleCatalog packaged(Set<String> on) {
    return RuleCatalog.packaged(new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), on));
  }

  /** A rule that only tests know, from {@code src/test/resources/rules}. */
  public static DetectionRule madeUp(String name) {
    return read(Path.of("src/test/resources/rules", name + ".yaml"));
  }

  private static DetectionRule read(Path file) {
    try {
      return RuleCatalog.read(file.toString(), Files.readString(file), YamlFile::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rules that are packaged or made up, each with a sample that it matches. */
  public static Map<DetectionRule, Path> all() {
    return ALL;
  }

  private static Map<DetectionRule, Path> withSamples() {
    Map<DetectionRule, Path> rules = new LinkedHashMap<>();
    rules.put(packaged(), Samples.file("create-db-security-group"));
    rules.put(
        madeUp("ec2-database-port-open"),
        Path.of("src/test/resources/rules/ec2-database-port-open/hit-mysql.json"));
    rules.putAll(ofThePack());
    return rules;
  }

  /** The rules that are on with a pack alone, each with a sample that it matches. */
  public static Map<DetectionRule, Path> ofThePack() {
    Map<DetectionRule, Path> rules = new LinkedHashMap<>();
    for (DetectionRule rule : everyPackaged().rules()) {
      if (!rule.id().equals(packaged().id())) {
        rules.put(rule, Samples.firstHit(rule.id()));
      }
    }
    return rules;
  }
}
