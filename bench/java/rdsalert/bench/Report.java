package rdsalert.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured: a table for people, JSON for programs. */
final class Report {
  private final List<Row> rows = new ArrayList<>();
  private Map<String, Double> parts = Map.of();

  void add(Row row) {
    rows.add(row);
  }

  void parts(Map<String, Double> measured) {
    parts = measured;
  }

  void print(PrintStream out) {
    out.printf("%n| what | target | measured | of target | met | made of |%n");
    out.printf("| --- | --- | --- | --- | --- | --- |%n");
    for (Row row : rows) {
      out.printf(
          "| %s | %s | %s | %s | %s | %s |%n",
          row.what(),
          row.target(),
          row.measured(),
          Row.number(row.ofTarget()),
          row.met() ? "yes" : "no",
          list(row.details()));
    }
    out.printf("%nThe parts that only compute (JMH, average): %s%n", list(parts));
  }

  private static String list(Map<String, Double> details) {
    return details.entrySet().stream()
        .map(detail -> detail.getKey() + " " + Row.number(detail.getValue()))
        .collect(Collectors.joining(", "));
  }

  void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put("java", Runtime.version().toString());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("rows", rows);
    all.put("parts", parts);
    Files.writeString(
        file,
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all)
            + "\n");
  }

  /** What should have been measured and was not. */
  List<String> missing(int wantedRows, boolean wantedParts) {
    List<String> missing =
        new ArrayList<>(rows.stream().filter(row -> !row.isSane()).map(Row::what).toList());
    if (rows.size() != wantedRows) {
      missing.add((wantedRows - rows.size()) + " rows");
    }
    if (parts.isEmpty() == wantedParts) {
      missing.add("the parts that only compute");
    }
    return missing;
  }
}
