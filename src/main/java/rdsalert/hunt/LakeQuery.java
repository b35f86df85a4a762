package rdsalert.hunt;

import java.util.regex.Pattern;

/** Selects calls from an event data store of CloudTrail Lake, which keeps each record whole. */
public final class LakeQuery {
  /** Not quoted in a query, so it has to be nothing else. */
  private static final Pattern STORE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final WantedCalls.Terms TERMS =
      new WantedCalls.Terms(
          "eventSource",
          "eventName",
          "coalesce(errorCode, '') = '' AND coalesce(errorMessage, '') = ''",
          "(coalesce(errorCode, '') <> '' OR coalesce(errorMessage, '') <> '')");

  private LakeQuery() {}

  /**
   * The query.
   *
   * @param store the last part of its ARN
   * @throws IllegalArgumentException if that is none
   */
  public static String of(WantedCalls wanted, Span span, String store) {
    if (!STORE.matcher(store).matches()) {
      throw new IllegalArgumentException(
          "'"
              + store
              + "' is no id of an event data store: the last part of its ARN, 36 characters");
    }
    return "SELECT eventJson\nFROM "
        + store
        + "\n"
        + Sql.where(span.of("eventTime", LakeQuery::time), wanted.condition(TERMS))
        + "\n";
  }

  private static String time(String moment) {
    return Sql.text(moment.replace('T', ' ').replace("Z", ""));
  }
}
