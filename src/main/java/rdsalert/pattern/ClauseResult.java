package rdsalert.pattern;

/**
 * How one clause of a pattern fared on an event.
 *
 * @param path the field, such as {@code detail.eventName}
 * @param wanted what the pattern allows, as JSON
 * @param found what the event holds, as JSON, or {@code absent}
 */
public record ClauseResult(String path, String wanted, String found, boolean holds) {
  private static final int LONGEST_FOUND = 200;

  public ClauseResult {
    if (found.length() > LONGEST_FOUND) {
      found = found.substring(0, LONGEST_FOUND) + "…";
    }
  }

  /** The result as part of a sentence. */
  public String sentence() {
    return path + " is " + found + ", wanted " + wanted;
  }
}
