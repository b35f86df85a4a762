package rdsalert.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One line of the table. */
record Row(String what, String target, String measured, String met, String madeOf) {
  /** A row whose value may be as large as the target; NaN if it could not be measured. */
  static Row atMost(String what, double target, String unit, double value, Map<?, Double> madeOf) {
    String details =
        madeOf.entrySet().stream()
            .map(
                part ->
                    part.getKey()
                        + " "
                        + number(part.getValue())
                        + (part.getKey() instanceof Build ? " ms" : ""))
            .collect(Collectors.joining(", "));
    String met = Double.isNaN(value) ? "not measured" : value <= target ? "yes" : "no";
    return new Row(what, "≤ " + number(target) + unit, number(value) + unit, met, details);
  }

  @Override
  public String toString() {
    return "| " + String.join(" | ", what, target, measured, met, madeOf) + " |";
  }

  static Map<Build, Double> medians(Map<Build, List<Double>> values) {
    Map<Build, Double> medians = new EnumMap<>(Build.class);
    values.forEach((build, times) -> medians.put(build, median(times)));
    return medians;
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String number(double value) {
    boolean whole = value >= 100 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
  }
}
