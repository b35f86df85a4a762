package rdsalert.rule;

/** What has to hold of values that are handed in. */
public final class Require {
  private Require() {}

  /**
   * Makes sure that it holds.
   *
   * @throws IllegalArgumentException with the message if it does not
   */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
