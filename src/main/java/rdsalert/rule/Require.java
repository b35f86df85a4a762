package rdsalert.rule;

/** What has to hold of values that are handed in. */
public final class Require {
  private Require() {}

  /** Throws an {@link IllegalArgumentException} with the message if it does not hold. */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
