package rdsalert.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Limits;
import rdsalert.delivery.SweepReport;
import rdsalert.hunt.HitPage;
import rdsalert.local.LocalDelivery.Lines;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.text.JsonText;

/** {@code rdsalert run}: delivers the events of files, and prints what would be sent. */
@Command(
    name = "run",
    addMethodSubcommands = false,
    description = "Delivers events and prints the alerts, instead of publishing them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rdsalert run events/rds-db-security-group-created/hit-root.json",
      "  rdsalert run --cap none --json cloudtrail-log.json.gz",
      "  rdsalert run --pack database-exposure --cap none --summary logs/*.gz",
      "  rdsalert run --cap none --json --since 2026-01-01 logs/"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "CloudTrail's records in any form that AWS delivers, packed or not; of a folder,"
              + " all files in it; - reads standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--format",
      defaultValue = "email",
      description =
          "What to print of each alert: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private PrintingPublisher.Format format = PrintingPublisher.Format.email;

  @Option(
      names = "--sweep",
      description = "Then sweep as if the window were over: print notices and digests.")
  private boolean sweep;

  @Option(
      names = "--json",
      description =
          "Print one line of JSON for each event that is not ignored, and nothing else; the count"
              + " of all events goes to standard error.")
  private boolean json;

  @Option(names = "--all", description = "With --json: a line for each ignored event too.")
  private boolean all;

  @Option(
      names = "--summary",
      description =
          "Print no alert, but how many each rule would have made, in all and a day, by whom and in"
              + " how many accounts: before a pack is switched on, with --cap none over old logs. With --json"
              + " as one JSON object.")
  private boolean summary;

  @Option(
      names = "--html",
      paramLabel = "PAGE",
      description =
          "Print no alert, but write a page with all of them, when and by whom: one file that loads"
              + " nothing. Unless --cap is given, nothing is held.")
  private @Nullable Path html;

  @Mixin private ScopeOption scope = new ScopeOption();

  @Mixin private RulesOption rulesOption = new RulesOption();

  @Mixin private SilencesOption exceptionsOption = new SilencesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  private int cap;
  private int reserve;
  private Duration window = Duration.ZERO;
  private final Complaints complaints = new Complaints(System.err);

  @Option(
      names = "--cap",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most alerts a window, 1 to 500, or none (default ${DEFAULT-VALUE}).")
  void cap(String text) {
    cap = text.equals("none") ? Limits.NO_CAP : whole("--cap", text, 1, 500, ", nor 'none'");
  }

  @Option(
      names = "--window",
      paramLabel = "MINUTES",
      defaultValue = "10",
      description = "A window's length, 1 to 1440 minutes (default ${DEFAULT-VALUE}).")
  void window(String text) {
    window = Duration.ofMinutes(whole("--window", text, 1, 1_440, ""));
  }

  @Option(
      names = "--reserve",
      paramLabel = "PERCENT",
      defaultValue = "20",
      description =
          "Share of the cap kept for root, urgent calls, and callers and accounts not yet seen in"
              + " the window, 0 to 90 (default ${DEFAULT-VALUE}).")
  void reserve(String text) {
    reserve = whole("--reserve", text, 0, 90, "");
  }

  private int whole(String option, String text, int least, int most, String alternative) {
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      String given = option + ": '" + Terminal.oneLine(text) + "'";
      String wanted = " is not a whole number from " + least + " to " + most + alternative;
      throw new ParameterException(spec.commandLine(), given + wanted);
    }
    return number;
  }

  @Override
  public Integer call() {
    refuse(json && isGiven("--format"), "--json prints no alerts, so it goes without --format");
    refuse(summary && isGiven("--format"), "--summary prints none, so it goes without --format");
    refuse(all && !json, "--all goes with --json");
    PrintStream alerts =
        json || summary ? new PrintStream(PrintStream.nullOutputStream()) : System.out;
    HitPage page = new HitPage();
    AlertPublisher publisher = html == null ? new PrintingPublisher(alerts, format) : page;
    write(page); // What cannot be written is better known before a hunt of hours.
    RuleCatalog rules = rulesOption.read();
    Silences exceptions = exceptionsOption.read(rules);
    exceptions
        .off(Instant.now())
        .forEach(off -> complaints.warn("exception " + off.label() + " " + off.why()));
    if (html != null && !isGiven("--cap")) {
      cap = Limits.NO_CAP;
    }
    int places = cap == Limits.NO_CAP ? 0 : cap * reserve / 100;
    Limits limits = new Limits(cap, places, 1, window, Duration.ofHours(1));
    Lines shown = html == null ? Lines.TEXT : Lines.NONE;
    Lines lines = summary ? Lines.NONE : !json ? shown : all ? Lines.ALL : Lines.HITS;
    try (var delivery =
        new LocalDelivery(
            rules, exceptions, publisher, limits, sweep, lines, decisions(), complaints)) {
      run(delivery);
    }
    write(page);
    return complaints.exitCode();
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  private void write(HitPage page) {
    try {
      if (html != null) {
        refuse(
            isAnother(html), "--html: " + html + " is there and no page of ours; give a new name");
        Files.writeString(html, page.html());
      }
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "there is no such folder"
              : String.valueOf(e.getMessage());
      throw new Input.Problem("--html: " + html + " cannot be written: " + why, e);
    }
  }

  /** Whether there is something that is lost if a page takes its place: a log, by a slip. */
  private static boolean isAnother(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return !new String(in.readNBytes(HitPage.BEGINNING.length()), ISO_8859_1)
          .equals(HitPage.BEGINNING);
    }
  }

  private PrintStream decisions() {
    return json ? System.out : notes();
  }

  /** Where that goes which is not what was asked for, as a program may be reading that. */
  private PrintStream notes() {
    return json || format == PrintingPublisher.Format.json ? System.err : System.out;
  }

  private void run(LocalDelivery delivery) {
    PrintStream sums = notes();
    Hunt.visit(files, scope, delivery, complaints);
    if (delivery.events() == 0) {
      scope.warnOfFilesLeftOut(complaints);
    }
    if (sweep) {
      SweepReport swept = delivery.sweep(window);
      sums.printf(
          "sweep: due %d, alerts %d, notices %d, digests %d%n",
          swept.overdue(),
          swept.published().alerts(),
          swept.published().notices(),
          swept.published().digests());
    }
    if (summary && json) {
      System.out.println(JsonText.of(delivery.summary().json()));
    } else if (summary) {
      delivery.summary().print(System.out);
    }
    if (json || delivery.events() != 1) {
      sums.println(delivery.sum());
    }
  }
}
