package rdsalert.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rdsalert.event.EventReader;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;

/**
 * Reading and judging an event that no rule matches, with one rule and with all rules: one whose
 * call no rule looks for, and one that the rules look at and refuse.
 */
final class ManyRules {
  private static final int AT_ONCE = 200;

  private final EventReader reader = new EventReader();
  private final RuleCatalog all = RuleCatalog.packaged(everything());

  List<Row> measure(int turns) throws IOException {
    RuleCatalog core = RuleCatalog.packaged();
    RuleCatalog looking =
        RuleCatalog.of(List.of(all.find("db-instance-made-public").orElseThrow()));
    Path unknown = Path.of("events", "db-audit-logging-off", "miss-stream-started.json");
    Path refused = Path.of("events", "db-instance-made-public", "miss-made-private.json");
    return List.of(
        row(turns, "ignored event with all rules, by one's", core, unknown),
        row(turns, "the same, of a call that rules look for", looking, refused));
  }

  private Row row(int turns, String what, RuleCatalog one, Path sample) throws IOException {
    byte[] event = Files.readAllBytes(sample);
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofAll = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      ofOne.add(micros(one, event));
      ofAll.add(micros(all, event));
    }
    double first = Row.median(ofOne);
    double second = Row.median(ofAll);
    String many = all.rules().size() + " rules µs";
    return Row.atMost(
        what, 1.3, " ×", second / first, new TreeMap<>(Map.of("1 rule µs", first, many, second)));
  }

  private double micros(RuleCatalog rules, byte[] event) {
    long before = System.nanoTime();
    for (int i = 0; i < AT_ONCE; i++) {
      var read = reader.read(new ByteArrayInputStream(event));
      if (!rules.matching(read).isEmpty()) {
        throw new IllegalStateException("a rule tells of what was to be ignored");
      }
      rules.whyIgnored(read);
    }
    return (System.nanoTime() - before) / 1e3 / AT_ONCE;
  }

  /** The pack with the rules that are off by default. */
  private static RuleChoice everything() {
    Set<String> all =
        RuleCatalog.packaged(new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), Set.of())).known();
    return new RuleChoice(Pack.DATABASE_EXPOSURE, Set.of(), all);
  }
}
