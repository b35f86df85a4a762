package rdsalert.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures everything and prints the table. Fails only if something could not be measured. */
final class Bench {
  static final int ROWS = 10;
  private static final double MEGABYTE = 1024 * 1024;

  private static final long BEGAN = System.nanoTime();

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Sizes sizes = List.of(args).contains("--smoke") ? Sizes.SMOKE : Sizes.FULL;
    Report report = new Report();
    Path log = Path.of("target", "bench", "log-services.txt");
    try (ServicesProcess services = new ServicesProcess(Trust.KEY_STORE, Trust.PASSWORD, log)) {
      say("starts");
      warmStubs(services, sizes.smoke() ? 20 : 500);
      new Starts(services, sizes).measure().forEach(report::add);
      say("warm invocations");
      new Warm(services, sizes).measure().forEach(report::add);
      say("positions in a window");
      report.add(new Positions(services, sizes).measure());
    }
    report.add(packageRow());
    say("offline runs");
    new Offline(sizes).measure().forEach(report::add);
    say("parts");
    report.parts(new PartsRun(sizes).measure());
    say("done");
    report.print(System.out);
    report.write(Path.of("target", "bench.json"));
    System.exit(verdict(report, sizes));
  }

  private static int verdict(Report report, Sizes sizes) {
    report.insane().forEach(what -> System.out.println("not measured: " + what));
    if (sizes.smoke()) {
      System.out.println("smoke run: too short to judge by");
    }
    return report.insane().isEmpty() ? 0 : 1;
  }

  /** The servers' own first calls are slow and nobody's business. */
  private static void warmStubs(ServicesProcess services, int times) throws Exception {
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_DYNAMODB", services.stubDynamoDb(),
            "AWS_ENDPOINT_URL_SNS", services.sns());
    try (Lambda lambda = new Lambda(Build.BARE, Java.SNAP_START, environment)) {
      for (int i = 0; i < times; i++) {
        lambda.invoke(Events.matching(), "{}");
      }
    }
  }

  private static Row packageRow() throws Exception {
    double size = Files.size(Path.of("target", "lambda.zip"));
    return Row.atMost("package, zipped", 12, " MB", size / MEGABYTE, Map.of("bytes", size));
  }

  private static void say(String what) {
    long seconds = (System.nanoTime() - BEGAN) / 1_000_000_000;
    System.out.println("after " + seconds + " s: " + what);
  }
}
