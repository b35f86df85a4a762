package rdsalert.hunt;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rdsalert.hunt.WantedCalls.Terms;
import rdsalert.text.PackagedText;

/**
 * Selects calls where the logs lie, each as a whole record in a column {@code eventJson}. An
 * invalid name is refused: {@link IllegalArgumentException} says what it should be.
 */
public record Query(WantedCalls wanted, Span span) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  /** Not quoted in a query, so it has to be nothing else. */
  private static final Pattern STORE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Puts a record together; lines that end with the mark name columns that older tables lack. */
  private static final String RECORD = PackagedText.of("/rdsalert/hunt/athena.sql");

  private static final String NEWER = " -- newer";

  private static final Terms LAKE =
      ofColumns("eventSource", "eventName", "errorCode", "errorMessage");
  private static final Terms ATHENA =
      ofColumns("eventsource", "eventname", "errorcode", "errormessage");

  private static final Terms FILES =
      ofColumns(
          field("eventSource"), field("eventName"), field("errorCode"), field("errorMessage"));

  /** The day of CloudTrail's folders; empty for a file that lies in none. */
  private static final String DAY =
      "regexp_extract(filename, '/([0-9]{4}/[0-9]{2}/[0-9]{2})/[^/]*$', 1)";

  /** In bytes; the largest log file that is read. */
  private static final int LARGEST = 256 << 20;

  /**
   * From a table as AWS's guide to Athena makes it today: a column for each part of a record, in
   * small letters, which the query puts together again, and a partition for each day.
   */
  public String athena(String table) {
    return athena(RECORD.replace(NEWER, ""), table, span.ofFolder("\"timestamp\""));
  }

  /** From a table of the time before 2022: fewer columns, and no partitions that are known. */
  public String olderAthena(String table) {
    Stream<String> known = RECORD.lines().filter(line -> !line.endsWith(NEWER));
    return athena(known.collect(Collectors.joining("\n", "", "\n")), table, "");
  }

  private String athena(String select, String table, String partitions) {
    String from =
        Stream.of(table.split("\\.", -1)).map(Query::quoted).collect(Collectors.joining("."));
    String time = span.of("eventtime", Query::text);
    return select + "FROM " + from + where(partitions, time, ATHENA) + "\n";
  }

  /**
   * From an event data store of CloudTrail Lake, which keeps each record whole.
   *
   * @param store the last part of its ARN
   */
  public String lake(String store) {
    require(STORE, store, "id of an event data store: the last part of its ARN, 36 characters");
    String time = span.of("eventTime", moment -> text(moment.replace('T', ' ').replace("Z", "")));
    return "SELECT eventJson\nFROM " + store + where("", time, LAKE) + "\n";
  }

  /**
   * From log files, plain or gzip, by DuckDB.
   *
   * @param files a path that may have stars in it
   */
  public String duckDb(String files) {
    String days = span.ofFolder(DAY);
    return """
        SELECT record AS "eventJson"
        FROM (
          SELECT unnest("Records") AS record
          FROM read_json(%s, columns = {Records: 'JSON[]'}, filename = true, maximum_object_size = %d)%s)%s;
        """
        .formatted(
            text(files),
            LARGEST,
            days.isEmpty() ? "" : "\n  WHERE " + DAY + " = '' OR " + days,
            where("", span.of(field("eventTime"), Query::text), FILES));
  }

  /** The conditions that all have to hold, each on its own lines. */
  private String where(String partitions, String time, Terms terms) {
    return Stream.of(partitions, time, wanted.condition(terms))
        .filter(condition -> !condition.isEmpty())
        .collect(Collectors.joining("\nAND ", "\nWHERE ", ""));
  }

  /** Nothing of the form of a name needs an escape. */
  private static String quoted(String name) {
    return '"' + require(NAME, name, "name of a table: letters, digits, _ and -") + '"';
  }

  private static String require(Pattern form, String given, String wanted) {
    if (!form.matcher(given).matches()) {
      throw new IllegalArgumentException("'" + given + "' is no " + wanted);
    }
    return given;
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Terms ofColumns(String service, String call, String code, String message) {
    return new Terms(
        service,
        call,
        "coalesce(%s, '') = '' AND coalesce(%s, '') = ''".formatted(code, message),
        "(coalesce(%s, '') <> '' OR coalesce(%s, '') <> '')".formatted(code, message));
  }

  private static String field(String name) {
    return "json_extract_string(record, '$." + name + "')";
  }
}
