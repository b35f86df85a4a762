package rdsalert.local;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import rdsalert.Decision;
import rdsalert.delivery.SweepReport;
import rdsalert.event.ManagementEvent;

/**
 * Lines for a person: one for each event that gave no alert, as long as they are few, and a sum at
 * the end. Alerts speak for themselves.
 */
final class TextReport implements Report {
  private static final String IGNORED = "ignored";
  private static final int MOST_LINES = 20;
  private static final int PROGRESS_EVERY = 100_000;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
  private final Map<String, Integer> decisions = new TreeMap<>();
  private long events;

  TextReport(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void decided(String where, ManagementEvent event, Decision decision) {
    events++;
    int seen = decisions.merge(decision.word(), 1, Integer::sum);
    if (!decision.word().equals("alerted") && seen <= MOST_LINES) {
      out.println(line(where, event, decision) + (seen == MOST_LINES ? " (last one shown)" : ""));
    }
    showProgress();
  }

  @Override
  public boolean countsIgnored() {
    return decisions.getOrDefault(IGNORED, 0) >= MOST_LINES;
  }

  @Override
  public void ignored() {
    events++;
    decisions.merge(IGNORED, 1, Integer::sum);
    showProgress();
  }

  private void showProgress() {
    if (terminal && events % PROGRESS_EVERY == 0) {
      err.println(Counted.number(events) + " events …");
    }
  }

  private static String line(String where, ManagementEvent event, Decision decision) {
    return Terminal.oneLine(
        decision.word() + ": " + event.eventId() + " (" + where + "): " + decision.reason());
  }

  @Override
  public void problem(String problem) {
    Terminal.complain(err, problem);
  }

  @Override
  public void swept(SweepReport report) {
    report.failures().forEach(this::problem);
    out.printf(
        "sweep: due %d, alerts %d, notices %d, digests %d%n",
        report.overdue(), report.alerts(), report.notices(), report.digests());
  }

  @Override
  public void end() {
    if (events > 1) {
      String sum =
          decisions.entrySet().stream()
              .map(entry -> Counted.number(entry.getValue()) + " " + entry.getKey())
              .collect(Collectors.joining(", "));
      out.println(Counted.number(events) + " events: " + sum);
    }
    out.flush();
  }
}
