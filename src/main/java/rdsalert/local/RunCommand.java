package rdsalert.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import rdsalert.delivery.AlertPublisher;
import rdsalert.delivery.Sweep.SweepReport;
import rdsalert.delivery.Window.Limits;
import rdsalert.hunt.HitPage;
import rdsalert.local.LocalDelivery.Lines;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import rdsalert.text.JsonText;

/** {@code rdsalert run}: delivers the events of files, and prints what would be sent. */
final class RunCommand extends Command {
  private final Argument<List<String>> files =
      files(
          "CloudTrail's records in any form that AWS delivers, packed or not; of a folder,"
              + " all files in it; - reads standard input.");
  private final Argument<PrintingPublisher.Format> format =
      add(
          OptionSpec.builder("--format")
              .type(PrintingPublisher.Format.class)
              .paramLabel("<format>")
              .defaultValue("email")
              .description(
                  "What to print of each alert: ${COMPLETION-CANDIDATES} (default"
                      + " ${DEFAULT-VALUE}).")
              .build());
  private final Argument<Boolean> sweep =
      flag("--sweep", "Then sweep as if the window were over: print notices and digests.");
  private final Argument<Boolean> json =
      flag(
          "--json",
          "Print one line of JSON for each event that is not ignored, and nothing else; the count"
              + " of all events goes to standard error.");
  private final Argument<Boolean> all =
      flag("--all", "With --json: a line for each ignored event too.");
  private final Argument<Boolean> summary =
      flag(
          "--summary",
          "Print no alert, but how many each rule would have made, in all and a day, by whom and in"
              + " how many accounts: before a pack is switched on, with --cap none over old logs. With --json"
              + " as one JSON object.");
  private final Argument<@Nullable String> html =
      text(
          "--html",
          "PAGE.html",
          "Print no alert, but write a page with all of them, when and by whom: one file that loads"
              + " nothing. Unless --cap is given, nothing is held.");
  private final Argument<Integer> cap =
      add(
          OptionSpec.builder("--cap")
              .type(int.class)
              .paramLabel("N")
              .defaultValue("100")
              .converters(RunCommand::cap)
              .description("Most alerts a window, 1 to 500, or none (default ${DEFAULT-VALUE}).")
              .build());
  private final Argument<Integer> window =
      add(
          OptionSpec.builder("--window")
              .type(int.class)
              .paramLabel("MINUTES")
              .defaultValue("10")
              .converters(new WholeNumber(1, 1_440))
              .description("A window's length, 1 to 1440 minutes (default ${DEFAULT-VALUE}).")
              .build());
  private final ScopeOption scope = new ScopeOption(this);
  private final RulesOption rulesOption = new RulesOption(this);
  private final SilencesOption exceptionsOption = new SilencesOption(this);

  CommandSpec spec() {
    spec.usageMessage()
        .description("Delivers events and prints the alerts, instead of publishing them.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  rdsalert run events/rds-db-security-group-created/hit-root.json",
            "  rdsalert run --cap none --json cloudtrail-log.json.gz",
            "  rdsalert run --pack database-exposure --cap none --summary logs/*.gz",
            "  rdsalert run --cap none --json --since 2026-01-01 logs/");
    return spec;
  }

  @Override
  public Integer call() {
    refuse(
        (json.value() || summary.value()) && isGiven("--format"),
        "--json and --summary print no alerts, so they go without --format");
    refuse(all.value() && !json.value(), "--all goes with --json");
    refuse(
        sweep.value() && !limits().capped(),
        "--sweep goes with a cap: without one nothing is held; say --cap N");
    HitPage page = new HitPage();
    String file = html.value();
    AlertPublisher publisher =
        file != null
            ? page
            : json.value() || summary.value()
                ? AlertPublisher.NONE
                : new PrintingPublisher(format.value());
    RuleCatalog rules = rulesOption.read();
    Silences exceptions = exceptionsOption.read(rules);
    if (file != null) { // What cannot be written is better known before a hunt of hours.
      refuse(
          !file.endsWith(".html"),
          "--html: the name has to end with .html, so that no log is overwritten");
      refuse(Files.isDirectory(Path.of(file)), "--html: " + file + " is a folder; name a file");
      write(Path.of(file), "", false);
    }
    exceptions
        .off(Instant.now())
        .forEach(off -> complaints.warn("exception " + off.label() + " " + off.why()));
    Lines shown = file == null ? Lines.TEXT : Lines.NONE;
    Lines lines =
        summary.value() ? Lines.NONE : !json.value() ? shown : all.value() ? Lines.ALL : Lines.HITS;
    try (var delivery =
        new LocalDelivery(rules, exceptions, publisher, limits(), lines, decisions(), complaints)) {
      run(delivery);
    }
    if (file != null) {
      write(Path.of(file), page.html(), true);
    }
    return complaints.exitCode();
  }

  private static int cap(String given) {
    return given.equals("none") ? Limits.NO_CAP : new WholeNumber(1, 500).convert(given);
  }

  private Limits limits() {
    int most = html.value() != null && !isGiven("--cap") ? Limits.NO_CAP : cap.value();
    int reserve = most == Limits.NO_CAP ? 0 : most / 5;
    return new Limits(most, reserve, Limits.NO_PACE, length(), Duration.ofHours(1));
  }

  private Duration length() {
    return Duration.ofMinutes(window.value());
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw misuse(why);
    }
  }

  /** Beside the page, where logs are not looked for: only what is whole costs an older one. */
  private static void write(Path page, String html, boolean isWhole) {
    Path beside = page.resolveSibling("." + page.getFileName());
    beside.toFile().deleteOnExit();
    try {
      try (OutputStream out = new FileOutputStream(beside.toFile())) {
        out.write(html.getBytes(StandardCharsets.UTF_8));
      }
      if (isWhole) {
        Files.move(beside, page, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new Input.Problem("--html: " + page + ": " + e.getMessage() + "; check the path", e);
    }
  }

  private PrintStream decisions() {
    return json.value() ? System.out : notes();
  }

  /** Where that goes which is not what was asked for, as a program may be reading that. */
  private PrintStream notes() {
    return json.value() || format.value() == PrintingPublisher.Format.json
        ? System.err
        : System.out;
  }

  private void run(LocalDelivery delivery) {
    PrintStream sums = notes();
    new Hunt(scope.read(), delivery, complaints).read(files.value());
    if (sweep.value()) {
      SweepReport swept = delivery.sweep(length());
      sums.printf(
          "sweep: due %d, alerts %d, notices %d, digests %d%n",
          swept.overdue(),
          swept.published().alerts(),
          swept.published().notices(),
          swept.published().digests());
    }
    if (summary.value() && json.value()) {
      System.out.println(JsonText.of(delivery.summary().json()));
    } else if (summary.value()) {
      delivery.summary().print();
    }
    if (json.value() || delivery.events() != 1) {
      sums.println(delivery.sum());
    }
  }
}
