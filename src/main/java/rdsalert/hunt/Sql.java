package rdsalert.hunt;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pieces of SQL that engines agree on. */
final class Sql {
  private Sql() {}

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String texts(Stream<String> texts) {
    return texts.map(Sql::text).collect(Collectors.joining(", "));
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The conditions that all have to hold, each on its own lines. */
  static String where(String... conditions) {
    return Arrays.stream(conditions)
        .filter(condition -> !condition.isEmpty())
        .collect(Collectors.joining("\nAND ", "WHERE ", ""));
  }
}
