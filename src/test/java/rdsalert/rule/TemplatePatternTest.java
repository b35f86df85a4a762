package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.pattern.EventPattern;
import rdsalert.testing.Samples;
import rdsalert.testing.TestRules;

/** EventBridge delivers, forwards and archives all that the function would match. */
class TemplatePatternTest {
  private static final String ALERTS = "template.yaml";
  private static final String FORWARDER = "template-forwarder.yaml";

  /** EventBridge's own bound, which a request to AWS could raise. */
  private static final int LONGEST = 2_048;

  /** Without those about the stack itself, whose events come another way: see WatchTest. */
  private static final List<DetectionRule> RULES =
      TestRules.everyPackaged().rules().stream().filter(rule -> !rule.isOwn()).toList();

  @ParameterizedTest
  @ValueSource(strings = {ALERTS, FORWARDER})
  void isTheRulesOwnPatternWhereTheCoreIsOn(String template) {
    assertThat(ofRules(template, Pack.CORE))
        .extracting(Events::json)
        .containsExactly(TestRules.packaged().pattern().json());
  }

  @ParameterizedTest
  @ValueSource(strings = {ALERTS, FORWARDER})
  void deliversAllThatARuleOfThePackMatches(String template) throws IOException {
    assertDelivered(ofRules(template, Pack.DATABASE_EXPOSURE), Samples.ofThePacks());
  }

  @Test
  void archivesWhateverIsDelivered() throws IOException {
    assertDelivered(ofArchive(Pack.CORE), Samples.files());
    assertDelivered(ofArchive(Pack.DATABASE_EXPOSURE), Samples.ofThePacks());
  }

  @ParameterizedTest
  @ValueSource(strings = {ALERTS, FORWARDER})
  void namesEveryCallThatARuleLooksFor(String template) {
    for (List<String> patterns :
        List.of(ofRules(template, Pack.DATABASE_EXPOSURE), ofArchive(Pack.DATABASE_EXPOSURE))) {
      for (DetectionRule rule : RULES) {
        assertThat(rule.calls()).isNotEmpty();
        assertThat(rule.calls())
            .filteredOn(
                call -> patterns.stream().noneMatch(text -> text.contains('"' + call + '"')))
            .as("calls of %s that the patterns of the template do not name", rule.id())
            .isEmpty();
      }
    }
  }

  @Test
  void letsInFromTheOrganizationWhatIsDelivered() {
    JsonNode sources =
        read(ALERTS).at("/Resources/BusPolicy/Properties").findValue("events:source");

    for (Pack pack : Pack.values()) {
      List<String> forwarded = new ArrayList<>();
      ofRules(FORWARDER, pack)
          .forEach(
              text -> Events.json(text).path("source").forEach(s -> forwarded.add(s.asText())));
      List<String> let = new ArrayList<>();
      sources.path(pack.place).forEach(source -> let.add(source.asText()));
      assertThat(let.isEmpty() ? List.of(sources.path(pack.place).asText()) : let)
          .containsExactlyElementsOf(forwarded);
    }
  }

  /** There are many of these, and each that is delivered costs a run. */
  @Test
  void deliversNoIngressFromAPrivateRange() {
    List<EventPattern> patterns = compiled(ofRules(ALERTS, Pack.DATABASE_EXPOSURE));

    for (String range : List.of("10.0.0.0/8", "192.0.2.0/24", "172.16.0.0/12")) {
      assertThat(patterns).noneMatch(pattern -> pattern.matches(ingress(range)));
    }
    assertThat(patterns).anyMatch(pattern -> pattern.matches(ingress("0.0.0.0/0")));
  }

  private static ManagementEvent ingress(String range) {
    return Events.read(
        Events.withDetail(
                detail -> {
                  detail.put("eventSource", "ec2.amazonaws.com");
                  detail.put("eventName", "AuthorizeSecurityGroupIngress");
                  detail.set("requestParameters", Events.json("{\"cidrIp\":\"" + range + "\"}"));
                })
            .put("source", "aws.ec2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {ALERTS, FORWARDER})
  void isNoLongerThanEventBridgeTakes(String template) {
    assertThat(
            Stream.of(Pack.values())
                .flatMap(
                    pack ->
                        Stream.concat(ofRules(template, pack).stream(), ofArchive(pack).stream())))
        .hasSizeGreaterThan(3)
        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(LONGEST));
  }

  /** "'null' values are not allowed in templates"; a pattern that needs one is a text. */
  @ParameterizedTest
  @ValueSource(strings = {ALERTS, FORWARDER})
  void hasNoNullWhichCloudFormationRefuses(String template) {
    assertNoNull(read(template), template);
  }

  private static void assertNoNull(JsonNode node, String path) {
    assertThat(node.isNull()).as(path).isFalse();
    node.properties().forEach(field -> assertNoNull(field.getValue(), path + "/" + field.getKey()));
    if (node.isArray()) {
      node.forEach(element -> assertNoNull(element, path + "[]"));
    }
  }

  /** Where a branch of {@code !If [WithDatabaseExposure, …, …]} stands. */
  private enum Pack {
    DATABASE_EXPOSURE(1),
    CORE(2);

    private final int place;

    Pack(int place) {
      this.place = place;
    }
  }

  private static void assertDelivered(List<String> patterns, Stream<Path> samples) {
    List<EventPattern> compiled = compiled(patterns);

    List<Path> hits = samples.filter(Samples::isHit).toList();
    assertThat(hits).hasSizeGreaterThan(10);
    assertThat(hits)
        .filteredOn(hit -> compiled.stream().noneMatch(one -> one.matches(Samples.read(hit))))
        .as("hits that the patterns of the template do not let through")
        .isEmpty();
  }

  private static List<EventPattern> compiled(List<String> patterns) {
    return patterns.stream().map(text -> EventPattern.of(Events.json(text))).toList();
  }

  /**
   * The patterns of a template's rules, as they are deployed; not what watches the stack itself.
   */
  private static List<String> ofRules(String template, Pack pack) {
    List<String> patterns = new ArrayList<>();
    for (var entry : read(template).path("Resources").properties()) {
      JsonNode resource = entry.getValue();
      if (entry.getKey().startsWith("Watch")) {
        continue;
      }
      JsonNode pattern =
          resource.path("Type").asText().equals("AWS::Events::Rule")
              ? resource.at("/Properties/EventPattern")
              : resource.at("/Properties/Events/CallRecorded/Properties/Pattern");
      if (pattern.isArray()) {
        patterns.add(pattern.path(pack.place).asText());
      } else if (pattern.isTextual() && pack == Pack.DATABASE_EXPOSURE) {
        assertThat(resource.path("Condition").asText()).isEqualTo("WithDatabaseExposure");
        patterns.add(pattern.asText());
      }
    }
    return patterns;
  }

  private static List<String> ofArchive(Pack pack) {
    JsonNode pattern = read(ALERTS).at("/Resources/Archive/Properties/EventPattern");
    return List.of(pattern.path(pack.place).toString());
  }

  private static JsonNode read(String template) {
    try {
      return YAMLMapper.builder().build().readTree(Path.of(template).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
