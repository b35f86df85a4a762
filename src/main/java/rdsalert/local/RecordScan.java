package rdsalert.local;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a CloudTrail record as it is parsed, and tells whether it is one that can be judged
 * and that no rule matches, without keeping it. Where it cannot tell, somebody has to read it
 * again, whole.
 */
final class RecordScan {
  /** What every event must have; each is text in any record that CloudTrail writes. */
  private static final List<String> REQUIRED =
      List.of(
          "eventID", "eventTime", "eventSource", "eventName", "awsRegion", "recipientAccountId");

  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern PLAIN_TIME =
      Pattern.compile(
          "20\\d\\d-(0[1-9]|1[0-2])-([01]\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ");

  /** Longer numbers can be refused when they are read, and are not when they are skipped. */
  private static final int LONGEST_NUMBER = 18;

  private final Screen screen;
  private final Map<String, Integer> slots = new HashMap<>();
  private final @Nullable String[] texts;
  private boolean plain = true;

  RecordScan(Screen screen) {
    this.screen = screen;
    List<String> fields = new ArrayList<>(REQUIRED);
    screen.fields().stream().filter(field -> !fields.contains(field)).forEach(fields::add);
    fields.forEach(field -> slots.put(field, slots.size()));
    texts = new String[fields.size()];
  }

  /**
   * Parses one record, from its first token to its last.
   *
   * @return whether it is certain that it can be judged and that no rule matches it
   */
  boolean isIgnored(JsonParser parser) throws IOException {
    Arrays.fill(texts, null);
    plain = parser.currentToken() == JsonToken.START_OBJECT;
    if (!plain) {
      parser.skipChildren();
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      field(parser, parser.currentName());
    }
    return plain && canBeJudged() && screen.rulesOut(this::text);
  }

  private void field(JsonParser parser, String name) throws IOException {
    Integer slot = slots.get(name);
    JsonToken token = parser.nextToken();
    if (slot != null) {
      texts[slot] = token == JsonToken.VALUE_STRING ? parser.getText() : null;
    } else if (name.equals("detail")) {
      plain = false; // an envelope
    }
    skip(parser, token);
  }

  private void skip(JsonParser parser, JsonToken first) throws IOException {
    int depth = 0;
    JsonToken token = first;
    do {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isNumeric() && parser.getTextLength() > LONGEST_NUMBER) {
        plain = false;
      }
      token = depth > 0 ? parser.nextToken() : token;
    } while (depth > 0);
  }

  private @Nullable String text(String field) {
    Integer slot = slots.get(field);
    return slot == null ? null : texts[slot];
  }

  private boolean canBeJudged() {
    for (int i = 0; i < REQUIRED.size(); i++) {
      String text = texts[i];
      if (text == null || text.isEmpty()) {
        return false;
      }
    }
    return PLAIN_ID.matcher(String.valueOf(texts[0])).matches() && isTime(String.valueOf(texts[1]));
  }

  private static boolean isTime(String text) {
    if (PLAIN_TIME.matcher(text).matches()) {
      return true;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
