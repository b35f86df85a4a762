package rdsalert.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.testing.DocumentedPart;
import rdsalert.testing.TestRules;

/** The tables of rules in the documents are made of the rules; {@code -DupdateGolden} does it. */
class RuleTableTest {
  private static final Path EXCEPTIONS = Path.of("docs/exceptions.database-exposure.json");

  private static final List<DetectionRule> RULES = rules(false);

  private static List<DetectionRule> rules(boolean own) {
    return TestRules.everyPackaged().rules().stream()
        .filter(rule -> rule.isOwn() == own)
        .sorted(DetectionRule.GRAVEST_FIRST)
        .toList();
  }

  @Test
  void tellsOfEveryRuleThatCanBeChosen() throws IOException {
    check("rules", RULES);
  }

  @Test
  void tellsOfEveryRuleAboutTheStackItself() throws IOException {
    check("own rules", rules(true));
  }

  private static void check(String part, List<DetectionRule> rules) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add("| rule | severity, risk | what it detects | ATT&CK | usual noise |");
    rows.add("| --- | --- | --- | --- | --- |");
    for (DetectionRule rule : rules) {
      String off = rule.onRequest() ? "<br>off by default" : "";
      rows.add(
          "| `%s`%s | %s, %d | %s | %s | %s |"
              .formatted(
                  rule.id(),
                  off,
                  rule.severity().word(),
                  rule.riskScore(),
                  cell(rule.about().description()),
                  places(rule),
                  noise(rule)));
    }
    DocumentedPart.of("docs/rules.md", part).checkOrUpdate(String.join("\n", rows));
  }

  @Test
  void tellsInShortWhatIsWatched() throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add("| severity | rules |");
    rows.add("| --- | --- |");
    for (Rating.Severity severity : reversed()) {
      String names =
          RULES.stream()
              .filter(rule -> rule.severity() == severity)
              .map(rule -> cell(rule.name()) + (rule.onRequest() ? " (off by default)" : ""))
              .collect(Collectors.joining(" · "));
      if (!names.isEmpty()) {
        rows.add("| " + severity.word() + " | " + names + " |");
      }
    }
    DocumentedPart.of("README.md", "rules").checkOrUpdate(String.join("\n", rows));
  }

  private static List<Rating.Severity> reversed() {
    return Arrays.stream(Rating.Severity.values()).sorted(Comparator.reverseOrder()).toList();
  }

  private static String places(DetectionRule rule) {
    return rule.rating().attacks().stream()
        .map(Rating.Attack::ids)
        .collect(Collectors.joining("; "));
  }

  /** The reasons of the ready exceptions. */
  private static String noise(DetectionRule rule) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (JsonNode entry :
        JsonMapper.builder().build().readTree(EXCEPTIONS.toFile()).path("exceptions")) {
      if (entry.path("rule").asText().equals(rule.id())) {
        reasons.add(entry.path("reason").asText() + " (`" + entry.path("id").asText() + "`)");
      }
    }
    return reasons.isEmpty() ? "rare" : cell(String.join(" ", reasons));
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
