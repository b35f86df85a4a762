package rdsalert.local;

import picocli.CommandLine.TypeConversionException;

/** Whole numbers with bounds, and messages that name them. */
final class Numbers {
  private Numbers() {}

  static int between(String text, int least, int most, String alternative) {
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new TypeConversionException(
        "'"
            + Terminal.oneLine(text)
            + "' is not a whole number from "
            + least
            + " to "
            + most
            + alternative);
  }
}
