package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.event.Events;
import rdsalert.pattern.EventPattern.ClauseResult;

/** What the packaged rule says of an event, and why. */
class PackagedRuleTest {
  private static final DetectionRule RULE = RuleCatalog.packaged().rules().getFirst();
  private static final String ABSENT = "absent";

  @Test
  void matchesASuccessfulCall() {
    assertMatched(Events.plain());
  }

  /** Elastic drops nulls and empty text first; what is left of either field makes a failure. */
  @ParameterizedTest
  @CsvSource({
    "absent, absent", "absent, null", "absent, '\"\"'",
    "null, absent", "null, null", "null, '\"\"'",
    "'\"\"', absent", "'\"\"', null", "'\"\"', '\"\"'",
  })
  void takesACallWithoutErrorForASuccess(String errorCode, String errorMessage) {
    assertMatched(withOutcome(errorCode, errorMessage));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"AccessDenied\"', absent, detail.errorCode",
    "'\"AccessDenied\"', '\"\"', detail.errorCode",
    "absent, '\"no such VPC\"', detail.errorMessage",
    "null, '\"no such VPC\"', detail.errorMessage",
    "'\"\"', '\"no such VPC\"', detail.errorMessage",
    "'\" \"', absent, detail.errorCode",
    "absent, '\" \"', detail.errorMessage",
    "0, absent, detail.errorCode",
    "false, absent, detail.errorCode",
  })
  void takesAnythingElseInEitherForAFailure(String code, String message, String refusing) {
    assertRefusedBy(withOutcome(code, message), refusing);
  }

  @Test
  void namesBothClausesWhereBothRefuse() {
    assertThat(refusals(withOutcome("\"AccessDenied\"", "\"not you\"")))
        .extracting(ClauseResult::path)
        .containsExactly("detail.errorCode", "detail.errorMessage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom.rds", "aws.rds.evil", "AWS.RDS", "aws.ec2", "aws.rd", ""})
  void refusesALookalikeSource(String source) {
    assertRefusedBy(Events.plain().put("source", source), "source");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS Console Sign In via CloudTrail",
        "AWS Service Event via CloudTrail",
        "RDS DB Instance Event",
        "aws api call via cloudtrail",
      })
  void refusesAnotherDetailType(String type) {
    assertRefusedBy(Events.plain().put("detail-type", type), "detail-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ec2.amazonaws.com", "rds.amazonaws.com.example.com", "RDS.amazonaws.com"})
  void refusesAnotherEventSource(String source) {
    assertRefusedBy(
        Events.withDetail(detail -> detail.put("eventSource", source)), "detail.eventSource");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateDBInstance",
        "createDBSecurityGroup",
        "CreateDBSecurityGroups",
        "DeleteDBSecurityGroup",
        "AuthorizeDBSecurityGroupIngress",
      })
  void refusesAnotherCall(String name) {
    assertRefusedBy(Events.withDetail(detail -> detail.put("eventName", name)), "detail.eventName");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "detail-type"})
  void refusesAnEnvelopeWithoutIts(String field) {
    ObjectNode event = Events.plain();
    event.remove(field);

    assertRefusedBy(event, field);
    assertThat(refusals(event).getFirst().found()).isEqualTo(ABSENT);
  }

  @Test
  void doesNotLookAtTheResponse() {
    assertMatched(Events.about("null", "null"));
  }

  @Test
  void saysWhatWasFoundAndWhatWasWanted() {
    List<ClauseResult> refusals = refusals(Events.plain().put("source", "custom.rds"));

    assertThat(refusals)
        .extracting(ClauseResult::sentence)
        .containsExactly("source is \"custom.rds\", wanted [\"aws.rds\"]");
  }

  @Test
  void cutsWhatWasFound() {
    ObjectNode event = withOutcome("\"" + "x".repeat(5_000) + "\"", ABSENT);

    assertThat(refusals(event).getFirst().found()).hasSize(201).endsWith("x…");
  }

  @Test
  void explainsEveryClauseInThePatternsOrder() {
    List<ClauseResult> clauses = RULE.pattern().explain(Events.plain());

    assertThat(clauses).allMatch(ClauseResult::holds);
    assertThat(clauses)
        .extracting(ClauseResult::path)
        .containsExactly(
            "source",
            "detail-type",
            "detail.eventSource",
            "detail.eventName",
            "detail.errorCode",
            "detail.errorMessage");
  }

  private static ObjectNode withOutcome(String errorCode, String errorMessage) {
    return Events.withDetail(
        detail -> {
          put(detail, "errorCode", errorCode);
          put(detail, "errorMessage", errorMessage);
        });
  }

  private static void put(ObjectNode detail, String field, String json) {
    if (!json.equals(ABSENT)) {
      detail.set(field, Events.json(json));
    }
  }

  private static void assertRefusedBy(JsonNode event, String clause) {
    assertThat(refusals(event)).extracting(ClauseResult::path).containsExactly(clause);
  }

  private static void assertMatched(JsonNode event) {
    assertThat(RULE.pattern().matches(Events.read(event))).isTrue();
  }

  private static List<ClauseResult> refusals(JsonNode event) {
    return RULE.pattern().refusals(Events.read(event));
  }
}
