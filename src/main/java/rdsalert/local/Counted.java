package rdsalert.local;

/** A number of things, in words. */
final class Counted {
  private Counted() {}

  /** Such as {@code 1 hit} or {@code 1,000 hits}. */
  static String of(long number, String thing) {
    return "%,d %s%s".formatted(number, thing, number == 1 ? "" : "s");
  }

  /** Such as {@code 3 of 11 hits} or {@code none of 1 hit}. */
  static String share(long part, long whole, String thing) {
    return (part == 0 ? "none" : "%,d".formatted(part)) + " of " + of(whole, thing);
  }
}
