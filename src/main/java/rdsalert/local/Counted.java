package rdsalert.local;

import java.util.Locale;

/** Numbers of things, in words that do not depend on where the machine stands. */
final class Counted {
  private Counted() {}

  /** Such as {@code 1,000}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 hit} or {@code 11 hits}. */
  static String of(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Such as {@code 3 of 11 hits} or {@code none of 1 hit}. */
  static String share(long part, long whole, String thing) {
    return (part == 0 ? "none" : number(part)) + " of " + of(whole, thing);
  }
}
