package rdsalert.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the table.
 *
 * @param ofTarget the value as a part of its target: above 1 it is missed, unless more is better
 * @param details what the value was made of
 */
record Row(
    String what,
    String target,
    String measured,
    double value,
    double ofTarget,
    boolean met,
    Map<String, Double> details) {

  /** A row whose value may be as large as the target. */
  static Row atMost(
      String what, double target, String unit, double value, Map<String, Double> details) {
    return new Row(
        what,
        "≤ " + number(target) + unit,
        number(value) + unit,
        value,
        value / target,
        value <= target,
        new LinkedHashMap<>(details));
  }

  /** A row whose value must be at least the target. */
  static Row atLeast(
      String what, double target, String unit, double value, Map<String, Double> details) {
    return new Row(
        what,
        "≥ " + number(target) + unit,
        number(value) + unit,
        value,
        value / target,
        value >= target,
        new LinkedHashMap<>(details));
  }

  /** Whether it was measured at all. */
  boolean isSane() {
    return Double.isFinite(value)
        && value > 0
        && !details.isEmpty()
        && details.values().stream().allMatch(Double::isFinite);
  }

  static String number(double value) {
    return value >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
            .replaceFirst("(\\.\\d*?)0+$", "$1")
            .replaceFirst("\\.$", "");
  }
}
