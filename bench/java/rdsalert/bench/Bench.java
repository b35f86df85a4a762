package rdsalert.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures everything, or the parts that are named, and prints the table. */
final class Bench {
  private static final List<String> PARTS =
      List.of("starts", "warm", "entries", "rules", "package");

  /** Processes started of each kind, warm invocations before and while it is measured. */
  private record Sizes(int starts, int warmUp, int samples) {}

  private final Stub stub = new Stub();
  private final Sizes sizes;

  private Bench(Sizes sizes) throws Exception {
    this.sizes = sizes;
    stub.warm(sizes.samples());
  }

  public static void main(String[] args) throws Exception {
    List<String> wanted = new ArrayList<>(List.of(args));
    boolean smoke = wanted.remove("--smoke");
    try {
      Bench bench = new Bench(smoke ? new Sizes(1, 50, 20) : new Sizes(7, 3_000, 500));
      List<Row> rows = new ArrayList<>();
      for (String part : wanted.isEmpty() ? PARTS : wanted) {
        System.err.println("measuring: " + part);
        rows.addAll(bench.measure(part));
      }
      print(rows);
      System.out.println(smoke ? "smoke run: too short to judge by" : "");
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1); // the stub would go on
    }
  }

  private List<Row> measure(String part) throws Exception {
    return switch (part) {
      case "starts" -> new Alerts(stub).first(sizes.starts());
      case "warm" -> new Alerts(stub).warm(sizes.warmUp(), sizes.samples());
      case "entries" -> Entries.measure(stub);
      case "rules" -> new ManyRules().measure(sizes.samples());
      case "package" -> {
        double megabytes = Files.size(Path.of("target", "lambda.zip")) / (1024.0 * 1024);
        yield List.of(new Row("package, zipped", 15, " MB", megabytes, Map.of()));
      }
      default -> throw new IllegalArgumentException(part + ": not one of " + PARTS);
    };
  }

  private static void print(List<Row> rows) {
    for (Build build : Build.values()) {
      if (!Build.all().contains(build)) {
        System.out.println(build + " is left out: it could not be built, see target/bench/*.log");
      }
    }
    System.out.println("\n| what | target | measured | met | made of |");
    System.out.println("| --- | --- | --- | --- | --- |");
    rows.forEach(System.out::println);
  }
}
