package rdsalert.rule;

/** What has to hold of values that are handed in. */
public final class Require {
  private Require() {}

  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
