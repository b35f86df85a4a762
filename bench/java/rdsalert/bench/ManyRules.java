package rdsalert.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import rdsalert.event.EventReader;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.testing.TestEvents;

/** Reading and judging an event that no rule looks for, with one rule and with many. */
final class ManyRules {
  private static final String RULE = "/rdsalert/rules/rds-db-security-group-created.yaml";
  private static final int AT_ONCE = 200;

  private final EventReader reader = new EventReader();
  private final byte[] event = bytes(TestEvents.anyOtherEvent().json().toString());

  Row measure(int turns) throws IOException {
    RuleCatalog one = rules(1);
    RuleCatalog many = rules(27);
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofMany = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      ofOne.add(micros(one));
      ofMany.add(micros(many));
    }
    double first = Row.median(ofOne);
    double second = Row.median(ofMany);
    Map<String, Double> madeOf = new TreeMap<>(Map.of("1 rule µs", first, "27 rules µs", second));
    return Row.atMost("ignored event with 27 rules, by one's", 1.3, " ×", second / first, madeOf);
  }

  private double micros(RuleCatalog rules) {
    long before = System.nanoTime();
    for (int i = 0; i < AT_ONCE; i++) {
      var read = reader.read(new ByteArrayInputStream(event));
      if (rules.matching(read).isEmpty()) {
        rules.whyIgnored(read);
      }
    }
    return (System.nanoTime() - before) / 1e3 / AT_ONCE;
  }

  /** Copies of the packaged rule, for other calls. */
  private static RuleCatalog rules(int count) throws IOException {
    try (InputStream in = RuleCatalog.class.getResourceAsStream(RULE)) {
      String rule = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return RuleCatalog.of(IntStream.range(0, count).mapToObj(i -> copy(rule, i)).toList());
    }
  }

  private static DetectionRule copy(String rule, int number) {
    String copy =
        rule.replaceAll("(?m)^id: [0-9a-f]{8}", "id: " + (10_000_000 + number))
            .replaceAll("(?m)^name: .*", "name: rule " + number)
            .replace("[CreateDBSecurityGroup]", "[CreateDBSecurityGroup" + number + "]");
    return RuleCatalog.read(RULE, new ByteArrayInputStream(bytes(copy)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
