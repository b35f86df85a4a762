package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;

class ScreenTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void looksAtTheFieldsForWhichAPatternListsOnlyStrings() throws IOException {
    Screen screen =
        screen(
            """
            {"source": ["aws.rds"], "detail": {
              "eventName": ["A", "B"],
              "errorCode": [{"exists": false}, null, ""],
              "readOnly": [false],
              "userIdentity": {"type": ["Root"]},
              "$or": [{"awsRegion": ["eu-west-1"]}, {"eventSource": ["x"]}]}}""");

    assertThat(screen.fields()).containsExactly("eventName");
    assertThat(screen.rulesOut(Map.of("eventName", "C")::get)).isTrue();
    assertThat(screen.rulesOut(Map.of("eventName", "B")::get)).isFalse();
    assertThat(screen.rulesOut(Map.of("errorCode", "C")::get)).isFalse();
  }

  @Test
  void rulesOutOnlyWhatNoRuleMatches() throws IOException {
    Screen screen =
        screen(
            "{\"detail\":{\"eventName\":[\"A\"]}}", "{\"detail\":{\"eventSource\":[\"s\",\"t\"]}}");

    assertThat(screen.rulesOut(Map.of("eventName", "B", "eventSource", "u")::get)).isTrue();
    assertThat(screen.rulesOut(Map.of("eventName", "B", "eventSource", "t")::get)).isFalse();
    assertThat(screen.rulesOut(Map.of("eventName", "A", "eventSource", "u")::get)).isFalse();
  }

  @Test
  void rulesNothingOutIfARuleNamesNoStrings() throws IOException {
    Screen screen = screen("{\"detail\":{\"eventName\":[{\"prefix\":\"Create\"}]}}");

    assertThat(screen.rulesOut(Map.of("eventName", "Delete")::get)).isFalse();
  }

  private static Screen screen(String... patterns) throws IOException {
    List<DetectionRule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      rules.add(rule("rule-" + rules.size(), pattern));
    }
    return Screen.of(RuleCatalog.of(rules));
  }

  private static DetectionRule rule(String id, String pattern) throws IOException {
    String file = "/rdsalert/rules/aws-rds-security-group-creation.json";
    try (InputStream in = Screen.class.getResourceAsStream(file)) {
      ObjectNode rule = (ObjectNode) MAPPER.readTree(in);
      rule.put("id", id).set("pattern", MAPPER.readTree(pattern));
      byte[] bytes = rule.toString().getBytes(StandardCharsets.UTF_8);
      return RuleCatalog.read(id, new ByteArrayInputStream(bytes));
    }
  }
}
