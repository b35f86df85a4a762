package rdsalert.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rdsalert.event.EventReader;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.TestRules;

/**
 * Reading and judging an event that no rule tells of, with one rule and with all that there are:
 * one whose call no rule looks for, and one that the rules look at and refuse.
 */
final class ManyRules {
  private static final int AT_ONCE = 200;

  private final EventReader reader = new EventReader();
  private final RuleCatalog all = TestRules.everyPackaged();

  List<Row> measure(int turns) throws IOException {
    RuleCatalog looking =
        RuleCatalog.of(List.of(all.find("db-instance-made-public").orElseThrow()));
    Path unknown = Path.of("events", "db-audit-logging-off", "miss-stream-started.json");
    Path refused = Path.of("events", "db-instance-made-public", "miss-made-private.json");
    return List.of(
        row(turns, "ignored event with all rules, by one's", RuleCatalog.packaged(), unknown),
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
    return new Row(
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
}
