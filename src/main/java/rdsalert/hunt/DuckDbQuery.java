package rdsalert.hunt;

/** Selects calls from log files, plain or gzip, by DuckDB. */
public final class DuckDbQuery {
  /** The day of CloudTrail's folders; empty for a file that lies in none. */
  private static final String DAY =
      "regexp_extract(filename, '/([0-9]{4}/[0-9]{2}/[0-9]{2})/[^/]*$', 1)";

  /** In bytes; the largest log file that is read. */
  private static final int LARGEST = 256 << 20;

  private static final WantedCalls.Terms TERMS =
      new WantedCalls.Terms(
          field("eventSource"),
          field("eventName"),
          hasNone("errorCode") + " AND " + hasNone("errorMessage"),
          "(" + hasSome("errorCode") + " OR " + hasSome("errorMessage") + ")");

  private DuckDbQuery() {}

  /**
   * The query.
   *
   * @param files a path that may have stars in it
   */
  public static String of(WantedCalls wanted, Span span, String files) {
    return "SELECT record AS \"eventJson\"\nFROM (\n  SELECT unnest(\"Records\") AS record\n"
        + "  FROM read_json("
        + Sql.text(files)
        + ", columns = {Records: 'JSON[]'}, filename = true, maximum_object_size = "
        + LARGEST
        + ")"
        + folders(span)
        + ")\n"
        + Sql.where(span.of(field("eventTime"), Sql::text), wanted.condition(TERMS))
        + ";\n";
  }

  private static String folders(Span span) {
    String days = span.ofFolder(DAY);
    return days.isEmpty() ? "" : "\n  WHERE " + DAY + " = '' OR " + days;
  }

  private static String field(String name) {
    return "json_extract_string(record, '$." + name + "')";
  }

  /** What is no text, such as an object, is left to the rules. */
  private static String hasNone(String name) {
    return "(coalesce(json_type(record, '$.%s'), '') <> 'VARCHAR' OR %s = '')"
        .formatted(name, field(name));
  }

  private static String hasSome(String name) {
    return "coalesce(" + field(name) + ", '') <> ''";
  }
}
