package rdsalert.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures everything and prints the table; with names of parts, only those. Fails only if
 * something could not be measured.
 */
final class Bench {
  private static final Map<String, Integer> ROWS =
      Map.of("starts", 2, "warm", 4, "positions", 1, "package", 1, "offline", 2, "parts", 1);
  private static final double MEGABYTE = 1024 * 1024;
  private static final long BEGAN = System.nanoTime();

  private final Sizes sizes;
  private final Set<String> wanted;
  private final Report report = new Report();

  private Bench(Sizes sizes, Set<String> wanted) {
    this.sizes = sizes;
    this.wanted = wanted;
  }

  public static void main(String[] args) throws Exception {
    Set<String> wanted = new TreeSet<>(List.of(args));
    Sizes sizes = wanted.remove("--smoke") ? Sizes.SMOKE : Sizes.FULL;
    Bench bench = new Bench(sizes, wanted.isEmpty() ? ROWS.keySet() : wanted);
    bench.measure();
    System.exit(bench.isComplete() ? 0 : 1);
  }

  private void measure() throws Exception {
    Path log = Path.of("target", "bench", "log-services.txt");
    try (ServicesProcess services = new ServicesProcess(Trust.KEY_STORE, Trust.PASSWORD, log)) {
      warmStubs(services, sizes.smoke() ? 20 : 500);
      if (begins("starts")) {
        new Starts(services, sizes).measure().forEach(report::add);
      }
      if (begins("warm")) {
        new Warm(services, sizes).measure().forEach(report::add);
      }
      if (begins("variants")) {
        new Variants(services, sizes).print(System.out);
      }
      if (begins("positions")) {
        report.add(new Positions(services, sizes).measure());
      }
    }
    measureWithoutServices();
    report.print(System.out);
    report.write(Path.of("target", "bench.json"));
  }

  private void measureWithoutServices() throws Exception {
    if (begins("package")) {
      report.add(packageRow());
    }
    if (begins("offline")) {
      new Offline(sizes).measure().forEach(report::add);
    }
    if (begins("parts")) {
      Map<String, Double> parts = new PartsRun(sizes).measure();
      report.parts(parts);
      report.add(exceptionsRow(parts));
    }
  }

  private boolean begins(String part) {
    if (wanted.contains(part)) {
      System.out.printf("after %d s: %s%n", (System.nanoTime() - BEGAN) / 1_000_000_000, part);
    }
    return wanted.contains(part);
  }

  private boolean isComplete() {
    int rows = wanted.stream().mapToInt(part -> ROWS.getOrDefault(part, 0)).sum();
    List<String> missing = report.missing(rows, wanted.contains("parts"));
    missing.forEach(what -> System.out.println("not measured: " + what));
    if (sizes.smoke()) {
      System.out.println("smoke run: too short to judge by");
    }
    return missing.isEmpty();
  }

  /** The servers' own first calls are slow and nobody's business. */
  private static void warmStubs(ServicesProcess services, int times) throws Exception {
    StubEndpoint.shakeHands(services.sns(), times);
    StubEndpoint.shakeHands(services.stubDynamoDb(), times);
    try (Lambda lambda = new Lambda(Build.BARE, Java.SNAP_START, services.stubs())) {
      for (int i = 0; i < times; i++) {
        lambda.invoke(Events.matching(), "{}");
      }
    }
  }

  private static Row exceptionsRow(Map<String, Double> parts) {
    double micros = parts.getOrDefault("thousandExceptions µs", Double.NaN);
    return Row.atMost(
        "a hit held against 1,000 exceptions, warm", 1, " ms", micros / 1000, Map.of("µs", micros));
  }

  private static Row packageRow() throws Exception {
    double size = Files.size(Path.of("target", "lambda.zip"));
    return Row.atMost("package, zipped", 15, " MB", size / MEGABYTE, Map.of("bytes", size));
  }
}
