package rdsalert.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./rdsalert run} over gzip log files, as people call it.
 *
 * <p>Records a second of processor time, from the difference between a small and a large file: what
 * the start costs is not counted, and no second core helps.
 */
final class Offline {
  private static final Pattern TIMES = Pattern.compile("times (\\S+) (\\S+) (\\S+)");
  private static final Pattern HEAP = Pattern.compile("->(\\d+)([KM])\\(");

  private final Sizes sizes;

  Offline(Sizes sizes) {
    this.sizes = sizes;
  }

  List<Row> measure() throws Exception {
    int few = sizes.records();
    int many = few * 4;
    Run small = run(few);
    Run large = run(many);
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("records", (double) many);
    details.put("whole run s", large.seconds());
    details.put("whole run, records/s of processor time", many / large.processor());
    details.put(
        "megabytes of JSON/s", 1.5 * (many - few) / 1000 / (large.processor() - small.processor()));
    Map<String, Double> heap = new LinkedHashMap<>();
    heap.put("heap after collection, quarter of the file, MB", small.heap());
    heap.put("heap after collection, whole file, MB", large.heap());
    return List.of(
        Row.atLeast(
            "offline run, a core",
            100_000,
            " records/s",
            (many - few) / (large.processor() - small.processor()),
            details),
        Row.atMost(
            "offline run, heap by that of a quarter",
            1.2,
            " ×",
            large.heap() / small.heap(),
            heap));
  }

  private record Run(double seconds, double processor, double heap) {}

  private static Run run(int records) throws IOException, InterruptedException {
    Path file = Path.of("target", "bench", "records", records + ".json.gz");
    if (!Files.exists(file)) {
      LogFiles.write(file, records);
    }
    Path gc = Path.of("target", "bench", "gc-" + records + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "TIMEFORMAT='times %R %U %S'; time ./rdsalert run --cap none " + file + " 2>&1");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:gc:file=" + gc);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher times = TIMES.matcher(output);
    if (process.waitFor() != 0 || !output.contains("events: ") || !times.find()) {
      throw new IllegalStateException("the offline run failed: " + output);
    }
    double processor = Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3));
    return new Run(Double.parseDouble(times.group(1)), processor, mostKept(gc));
  }

  /** The most that a collection left, in megabytes. */
  private static double mostKept(Path gc) throws IOException {
    double most = 0;
    for (String line : Files.readAllLines(gc)) {
      Matcher heap = HEAP.matcher(line);
      if (heap.find()) {
        double size = Double.parseDouble(heap.group(1));
        most = Math.max(most, heap.group(2).equals("K") ? size / 1024 : size);
      }
    }
    return most;
  }
}
