package rdsalert.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A line of the table, whose value may be as large as the target; NaN could not be measured. */
record Row(String what, double target, String unit, double value, Map<?, Double> madeOf) {
  @Override
  public String toString() {
    String met = Double.isNaN(value) ? "not measured" : value <= target ? "yes" : "no";
    String parts = madeOf.entrySet().stream().map(Row::part).collect(Collectors.joining(", "));
    String limit = "≤ " + number(target) + unit;
    return "| " + String.join(" | ", what, limit, number(value) + unit, met, parts) + " |";
  }

  static Map<Build, Double> medians(Map<Build, List<Double>> values) {
    Map<Build, Double> medians = new EnumMap<>(Build.class);
    values.forEach((build, times) -> medians.put(build, median(times)));
    return medians;
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String part(Map.Entry<?, Double> part) {
    return part.getKey()
        + " "
        + number(part.getValue())
        + (part.getKey() instanceof Build ? " ms" : "");
  }

  private static String number(double value) {
    boolean whole = value >= 100 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
  }
}
