package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from an event, and what an event must have. */
class EventReaderTest {
  @Test
  void readsTheCall() {
    ManagementEvent event = Events.read(Events.plain());

    assertThat(event.eventId()).isEqualTo("11111111-aaaa-4bbb-8ccc-000000000003");
    assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-01-31T09:30:00Z"));
    assertThat(event.eventSource()).isEqualTo("rds.amazonaws.com");
    assertThat(event.eventName()).isEqualTo("CreateDBSecurityGroup");
    assertThat(event.region()).isEqualTo("eu-central-1");
    assertThat(event.account()).isEqualTo("123456789012");
    assertThat(event.sourceAddress()).isEqualTo("198.51.100.7");
    assertThat(event.userAgent()).isEqualTo("aws-cli/2.22.35");
    assertThat(event.requestId()).isEqualTo("11111111-aaaa-4bbb-8ccc-000000000002");
    assertThat(event.isReplay()).isFalse();
  }

  @Test
  void knowsASessionOfTheConsoleByTheFlagBesideTheIdentity() {
    ObjectNode event =
        Events.withDetail(detail -> detail.put("sessionCredentialFromConsole", "true"));

    assertThat(Events.read(event).actor().session().fromConsole()).isTrue();
    assertThat(Events.read(Events.plain()).actor().session().fromConsole()).isFalse();
  }

  @Test
  void knowsAReplay() {
    assertThat(Events.read(Events.plain().put("replay-name", "again")).replayName())
        .isEqualTo("again");
    assertThat(Events.read(Events.plain().putNull("replay-name")).isReplay()).isFalse();
  }

  @Test
  void takesTheTimeOfAnyOffset() {
    ObjectNode event =
        Events.withDetail(detail -> detail.put("eventTime", "2026-01-31T10:30:00.250+01:00"));

    assertThat(Events.read(event).eventTime()).isEqualTo(Instant.parse("2026-01-31T09:30:00.250Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventID", "eventTime", "eventSource", "eventName", "awsRegion"})
  void requires(String field) {
    String message = "field 'detail." + field + "' is missing or empty";
    assertRefused(Events.withDetail(detail -> detail.remove(field)), message);
    assertRefused(Events.withDetail(detail -> detail.putNull(field)), message);
    assertRefused(Events.withDetail(detail -> detail.put(field, "")), message);
    assertRefused(Events.withDetail(detail -> detail.putArray(field)), message);
    assertRefused(Events.withDetail(detail -> detail.putObject(field)), message);
  }

  @Test
  void takesTheEnvelopesAccountWhereTheRecordHasNone() {
    ObjectNode event = Events.withDetail(detail -> detail.remove("recipientAccountId"));
    assertThat(Events.read(event.put("account", "210987654321")).account())
        .isEqualTo("210987654321");
    event.remove("account");
    assertRefused(event, "field 'detail.recipientAccountId' (or 'account') is missing or empty");
  }

  @Test
  void prefersTheRecordsAccountToTheEnvelopes() {
    assertThat(Events.read(Events.plain().put("account", "210987654321")).account())
        .isEqualTo("123456789012");
  }

  @Test
  void quotesBothIdsOfAnEventThatLacksAField() {
    assertThatThrownBy(() -> Events.read(Events.withDetail(detail -> detail.remove("eventName"))))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "field 'detail.eventName' is missing or empty (eventID"
                + " 11111111-aaaa-4bbb-8ccc-000000000003, envelope id"
                + " 11111111-aaaa-4bbb-8ccc-000000000001)");
  }

  @Test
  void cleansTheIdsThatItQuotes() {
    ObjectNode event = Events.withDetail(detail -> detail.put("eventID", "a\nb<" + "x".repeat(99)));

    assertThatThrownBy(() -> Events.read(event.put("id", "\u001b[31m")))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("(eventID a?b?xxx")
        .hasMessageContaining("x…, envelope id ??31m)")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "eventTime, yesterday, is not an ISO-8601 time",
    "eventTime, 2026-01-31, is not an ISO-8601 time",
    "eventTime, 2026-02-30T00:00:00Z, is not an ISO-8601 time",
    "eventTime, +999999999-12-31T23:59:59-18:00, is not an ISO-8601 time",
    "eventTime, -999999999-01-01T00:00:00+18:00, is not an ISO-8601 time",
    "eventID, a#b, is not an id of 1 to 128 letters",
    "eventID, a b, is not an id of 1 to 128 letters",
  })
  void refusesATimeOrIdOfAnotherForm(String field, String value, String fault) {
    assertRefused(Events.withDetail(detail -> detail.put(field, value)), "'detail." + field);
    assertRefused(Events.withDetail(detail -> detail.put(field, value)), fault);
  }

  @Test
  void readsNumbersAndFlagsAsText() {
    ObjectNode event =
        Events.withDetail(
            detail ->
                detail
                    .put("recipientAccountId", 123456789012L)
                    .put("userAgent", 7.5)
                    .put("requestID", true));

    assertThat(Events.read(event).account()).isEqualTo("123456789012");
    assertThat(Events.read(event).userAgent()).isEqualTo("7.5");
    assertThat(Events.read(event).requestId()).isEqualTo("true");
  }

  @Test
  void replacesHalfSurrogatePairsAndKeepsWholeOnes() {
    ObjectNode event =
        Events.withDetail(detail -> detail.put("userAgent", "a\uD83D b\uDE00 \uD83D\uDE00 \uD83D"));

    assertThat(Events.read(event).userAgent()).isEqualTo("a\uFFFD b\uFFFD \uD83D\uDE00 \uFFFD");
  }

  @Test
  void readsAnEqualEventFromItsOwnText() {
    ManagementEvent event = Events.read(Events.plain());

    assertThat(Events.read(Events.json(event.text()))).isEqualTo(event);
  }

  private static void assertRefused(ObjectNode event, String message) {
    assertThatThrownBy(() -> Events.read(event))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(message);
  }
}
