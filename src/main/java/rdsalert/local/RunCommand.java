package rdsalert.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rdsalert.delivery.Limits;
import rdsalert.delivery.SweepReport;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.SilenceStatus;
import rdsalert.silence.Silences;

/** {@code rdsalert run}: delivers the events of files, and prints what would be sent. */
@Command(
    name = "run",
    description = "Delivers events and prints the alerts, instead of publishing them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rdsalert run events/rds-db-security-group-created/hit-root.json",
      "  rdsalert run --cap none --json cloudtrail-log.json.gz",
      "  zcat logs/*.gz | rdsalert run -"
    })
final class RunCommand implements Runnable, CommandLine.IExitCodeGenerator {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "EventBridge events, CloudTrail records, or CloudTrail log files, plain or gzip; - reads"
              + " standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--format",
      defaultValue = "email",
      description =
          "What to print of each alert: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format format = Format.email;

  @Option(
      names = "--cap",
      paramLabel = "N",
      defaultValue = "100",
      converter = CapConverter.class,
      description = "Most alerts a window, 1 to 500, or none (default ${DEFAULT-VALUE}).")
  private Integer cap = 100;

  @Option(
      names = "--window",
      paramLabel = "MINUTES",
      defaultValue = "10",
      converter = WindowConverter.class,
      description = "A window's length, 1 to 1440 minutes (default ${DEFAULT-VALUE}).")
  private Duration window = Duration.ofMinutes(10);

  @Option(
      names = "--reserve",
      paramLabel = "PERCENT",
      defaultValue = "20",
      converter = PercentConverter.class,
      description =
          "Share of the cap kept for actors not yet seen in the window, 0 to 90 (default"
              + " ${DEFAULT-VALUE}).")
  private Integer reserve = 20;

  @Option(
      names = "--sweep",
      description = "Then sweep as if the window were over: print notices and digests.")
  private boolean sweep;

  @Option(
      names = "--json",
      description = "Print one line of JSON for each event, and nothing else.")
  private boolean json;

  @Mixin private SilencesOption exceptionsOption = new SilencesOption();

  private int exitCode;

  @Override
  public void run() {
    PrintStream out = System.out;
    Report report = json ? new JsonReport(out, System.err) : new TextReport(out, System.err);
    PrintStream alerts = json ? new PrintStream(PrintStream.nullOutputStream(), true) : out;
    Silences exceptions = exceptionsOption.read(RuleCatalog.packaged());
    exceptions
        .unreadable()
        .ifPresentOrElse(
            why -> report.problem("no exception applies: " + why),
            () -> exceptions.off(Instant.now()).forEach(off -> report.problem(line(off))));
    try (LocalDelivery delivery =
        new LocalDelivery(exceptions, new PrintingPublisher(alerts, format), limits())) {
      DeliveringVisitor visitor = new DeliveringVisitor(delivery, report);
      for (String file : files) {
        visitor.file(file);
      }
      if (sweep) {
        SweepReport swept = delivery.sweep();
        report.swept(swept);
        visitor.undelivered(swept.failures().size());
      }
      report.end();
      exitCode = visitor.exitCode();
    }
  }

  private static String line(SilenceStatus.Off off) {
    return "exception " + off.label() + " " + off.why();
  }

  private Limits limits() {
    int places = cap == Limits.NO_CAP ? 0 : cap * reserve / 100;
    return new Limits(cap, places, 1, window, Duration.ofHours(1));
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
