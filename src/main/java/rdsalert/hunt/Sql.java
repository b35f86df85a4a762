package rdsalert.hunt;

/** Pieces of SQL that engines agree on. */
final class Sql {
  private Sql() {}

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
