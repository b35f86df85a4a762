package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rdsalert.briefing.Alert;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.DetectionRule;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** What holds of every rule, whatever it looks for. */
class PackTest {
  private static final String UNFILLED = "(?s).*(\\{[a-z][a-z .-]*}|\\bnull\\b).*";

  @Test
  void hasIdsThatAreNoOnesElse() {
    assertThat(TestRules.all().keySet()).extracting(DetectionRule::id).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> judgesItsSamplesAsTheirNamesSay() {
    return TestRules.all().entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey().name(), () -> judge(rule)));
  }

  private static void judge(Map.Entry<DetectionRule, Path> rule) throws IOException {
    try (Stream<Path> files = Files.list(rule.getValue().resolveSibling(""))) {
      List<Path> samples = files.toList();
      assertThat(samples).anyMatch(Samples::isHit).anyMatch(file -> !Samples.isHit(file));
      assertThat(samples)
          .allMatch(
              file -> rule.getKey().pattern().matches(Samples.read(file)) == Samples.isHit(file));
    }
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatFitsEveryReader() {
    return TestRules.all().entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey().name(),
                    () -> fits(rule.getKey(), Samples.read(rule.getValue()))));
  }

  private static void fits(DetectionRule rule, ManagementEvent event) {
    Alert alert = SampleAlerts.alert(rule, event);
    Message message = new Renderer().render(alert, SampleAlerts.sent(alert));
    assertThat(message.email().lines().count()).isLessThanOrEqualTo(60);
    assertThat(message.email()).doesNotMatch(UNFILLED);
    assertThat(message.subject()).hasSizeLessThanOrEqualTo(99).doesNotMatch(UNFILLED);
    assertThat(message.sms()).hasSizeLessThanOrEqualTo(140).doesNotMatch(UNFILLED);
    assertThat(rule.rating().attacks()).isNotEmpty();
  }

  /** A call that tells nothing of its own: each fact is left out or reads as its noun. */
  @TestFactory
  Stream<DynamicTest> speaksEnglishOfACallThatTellsNothing() {
    return TestRules.all().entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey().name(),
                    () -> {
                      ManagementEvent bare =
                          EventEdit.of(Samples.read(rule.getValue()))
                              .remove("detail.requestParameters")
                              .remove("detail.responseElements")
                              .event();
                      fits(rule.getKey(), bare);
                    }));
  }
}
