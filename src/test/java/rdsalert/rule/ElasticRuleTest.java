package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import rdsalert.rule.DetectionRule.Rating;
import rdsalert.rule.DetectionRule.Rating.Attack.Entry;

/** The packaged rule says what Elastic's "AWS RDS Security Group Creation" says. */
class ElasticRuleTest {
  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();
  private static final JsonNode FOLLOWS = follows();

  @Test
  void isTheOnlyRuleThatIsAlwaysOn() {
    assertThat(RuleCatalog.packaged().rules()).hasSize(1);
    assertThat(Shared.packaged().packs().get("core"))
        .containsExactly("rds-db-security-group-created.yaml");
  }

  @Test
  void hasItsIdNameVersionAndAuthors() {
    assertThat(RULE.id()).isEqualTo("378f9024-8a0c-46a5-aa08-ce147ac73a4e");
    assertThat(RULE.name()).isEqualTo("AWS RDS Security Group Creation");
    assertThat(RULE.about().version()).isEqualTo(207);
    assertThat(FOLLOWS.path("authors"))
        .map(JsonNode::asText)
        .containsExactly("Elastic", "Austin Songer");
  }

  @Test
  void saysWhatItDetects() {
    assertThat(RULE.about().description())
        .contains("CreateDBSecurityGroup", "successful", "CloudTrail");
  }

  @Test
  void hasItsQuery() {
    assertThat(FOLLOWS.path("query").asText())
        .isEqualTo(
            "event.dataset: aws.cloudtrail and event.provider: rds.amazonaws.com and"
                + " event.action: CreateDBSecurityGroup and event.outcome: success");
  }

  @Test
  void hasItsSeverityAndRiskScore() {
    assertThat(RULE.severity()).isEqualTo(Rating.Severity.LOW);
    assertThat(RULE.severity().word()).isEqualTo("low");
    assertThat(RULE.riskScore()).isEqualTo(21);
  }

  @Test
  void hasItsSchedule() {
    assertThat(FOLLOWS.path("schedule").path("interval-minutes").asInt()).isEqualTo(10);
    assertThat(FOLLOWS.path("schedule").path("look-back-minutes").asInt()).isEqualTo(60);
    assertThat(FOLLOWS.path("schedule").path("alerts-a-run").asInt()).isEqualTo(100);
  }

  @Test
  void hasItsPlaceInAttack() {
    String site = "https://attack.mitre.org/";
    assertThat(RULE.rating().attacks())
        .containsExactly(
            new Rating.Attack(
                new Entry("TA0003", "Persistence", site + "tactics/TA0003/"),
                new Entry("T1136", "Create Account", site + "techniques/T1136/"),
                new Entry("T1136.003", "Cloud Account", site + "techniques/T1136/003/")));
  }

  @Test
  void hasItsTags() {
    assertThat(FOLLOWS.path("tags"))
        .map(JsonNode::asText)
        .containsExactlyInAnyOrder("Cloud", "AWS", "AWS RDS", "Persistence", "Investigation Guide");
  }

  @Test
  void refersToTheReferenceOfTheCall() {
    assertThat(RULE.about().references())
        .containsExactly(
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/"
                + "API_CreateDBSecurityGroup.html");
  }

  @Test
  void tellsThatElasticDeprecatedIt() {
    JsonNode deprecated = FOLLOWS.path("deprecated");
    assertThat(deprecated.path("on").asText()).isEqualTo("2026-01-16");
    assertThat(deprecated.path("why").asText()).contains("EC2-Classic", "2022-08-15");
  }

  @Test
  void guidesThroughAllSteps() {
    assertThat(RULE.guide().investigate()).hasSize(6).doesNotHaveDuplicates();
    assertThat(RULE.guide().falsePositives()).hasSize(4).doesNotHaveDuplicates();
    assertThat(RULE.guide().respond()).hasSize(7).doesNotHaveDuplicates();
    assertThat(List.of(RULE.guide().investigate(), RULE.guide().respond()))
        .allSatisfy(steps -> assertThat(steps).allMatch(step -> !step.text().text().isBlank()));
  }

  /** Nothing but documents and this test read it. */
  private static JsonNode follows() {
    String core = Shared.packaged("rds-db-security-group-created.yaml");
    return Shared.json(core).get("follows").json();
  }
}
