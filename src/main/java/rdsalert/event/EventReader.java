package rdsalert.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EventBridge event of a CloudTrail record.
 *
 * <p>Required are {@code detail.eventID}, {@code eventTime}, {@code eventSource}, {@code
 * eventName}, {@code awsRegion} and {@code recipientAccountId} (else the envelope's {@code
 * account}); everything else may be missing, null, empty or of another kind.
 */
public final class EventReader {
  /** A second event behind the first must not be lost without a word. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Longer than any name, address or Region that AWS writes. */
  private static final int LONGEST_NAME = 256;

  /** Not every text can show a later time. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** Refuses what is not JSON, not one event, or lacks a required field. */
  public ManagementEvent read(InputStream input) {
    JsonNode json;
    try {
      json = MAPPER.readTree(input);
    } catch (JacksonException e) {
      throw new MalformedEventException(
          "not JSON: " + e.getOriginalMessage() + at(e) + "; nothing was read from this input", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the event", e);
    }
    return read(json);
  }

  public ManagementEvent read(JsonNode json) {
    requireOneEvent(json);
    JsonNode detail = json.path("detail");
    if (!detail.isObject()) {
      throw new MalformedEventException(
          "field 'detail' is missing or not an object" + ids(json) + ": not an EventBridge event");
    }
    String id =
        present(
            id(require(json, detail, "eventID")),
            "'detail.eventID' is not an id of 1 to 128 letters, digits and . _ : -",
            json);
    Instant time =
        present(
            time(require(json, detail, "eventTime")),
            "'detail.eventTime' is not an ISO-8601 time such as 2026-01-31T09:30:00Z",
            json);
    return new ManagementEvent(
        id,
        callId(id, detail),
        time,
        require(json, detail, "eventSource"),
        require(json, detail, "eventName"),
        new ManagementEvent.Scope(account(json, detail), require(json, detail, "awsRegion")),
        Actor.of(detail),
        json);
  }

  private static void requireOneEvent(JsonNode json) {
    if (json.isArray() || json.path("Records").isArray()) {
      throw new MalformedEventException(
          "a batch of events came where one EventBridge event is expected: invoke once per event");
    }
    if (!json.isObject()) {
      throw new MalformedEventException(
          "expected one EventBridge event, a JSON object, but got " + kind(json));
    }
  }

  private static String kind(JsonNode json) {
    return json.isMissingNode()
        ? "nothing"
        : "a JSON " + json.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String require(JsonNode json, JsonNode detail, String field) {
    String missing = "'detail." + field + "' is missing or empty";
    return plain(present(Json.text(detail, field), missing, json));
  }

  private static <T> T present(@Nullable T value, String fault, JsonNode json) {
    if (value == null) {
      throw new MalformedEventException("field " + fault + ids(json));
    }
    return value;
  }

  /** These fields are AWS's own words: anything but printable ASCII in them is not. */
  private static String plain(String name) {
    String printable = UNPRINTABLE.matcher(name).replaceAll("?");
    return printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME);
  }

  private static @Nullable String id(@Nullable String text) {
    return text != null && ID.matcher(text).matches() ? text : null;
  }

  /** A corrected record has an id of its own, and names the record that it corrects. */
  private static String callId(String id, JsonNode detail) {
    JsonNode addendum = Json.field(detail, "addendum");
    String original = id(Json.text(addendum, "originalEventID"));
    boolean corrects = "UPDATED_DATA".equals(Json.text(addendum, "reason"));
    return corrects && original != null ? original : id;
  }

  private static String account(JsonNode json, JsonNode detail) {
    String account =
        Json.firstOf(Json.text(detail, "recipientAccountId"), Json.text(json, "account"));
    String missing = "'detail.recipientAccountId' (or 'account') is missing or empty";
    return plain(present(account, missing, json));
  }

  /** A time as CloudTrail writes it; null if the text is not one. */
  static @Nullable Instant time(@Nullable String text) {
    try {
      Instant time = text == null ? null : OffsetDateTime.parse(text).toInstant();
      return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The ids that find this event again, cleaned for a one-line message. */
  private static String ids(JsonNode json) {
    return " (eventID "
        + shown(Json.text(json.path("detail"), "eventID"))
        + ", envelope id "
        + shown(Json.text(json, "id"))
        + ")";
  }

  private static String shown(@Nullable String id) {
    return id == null ? "unknown" : Json.cut(id.replaceAll("[^A-Za-z0-9._:-]", "?"), 64);
  }

  private static String at(JacksonException e) {
    var where = e.getLocation();
    return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }
}
