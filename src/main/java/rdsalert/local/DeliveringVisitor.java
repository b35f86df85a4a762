package rdsalert.local;

import java.util.Optional;
import picocli.CommandLine.ExitCode;
import rdsalert.Decision;
import rdsalert.delivery.DeliveryException;
import rdsalert.event.ManagementEvent;

/** Delivers every event it is shown, goes on after faults, and remembers that there were some. */
final class DeliveringVisitor implements EventVisitor {
  private static final int BAD_INPUT = ExitCode.USAGE;
  private static final int UNDELIVERED = ExitCode.SOFTWARE;

  private final LocalDelivery delivery;
  private final Report report;
  private boolean badInput;
  private boolean undelivered;

  DeliveringVisitor(LocalDelivery delivery, Report report) {
    this.delivery = delivery;
    this.report = report;
  }

  void file(String name) {
    try {
      EventFile.visit(name, this);
    } catch (InputProblem e) {
      badInput = true;
      report.problem(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void event(String where, ManagementEvent event) {
    try {
      report.decided(where, event, Decision.of(delivery.deliver(event)));
    } catch (DeliveryException e) {
      undelivered = true;
      report.problem(where + ": not delivered: " + e.getMessage());
    }
  }

  @Override
  public Optional<Screen> screen() {
    return Optional.of(delivery.screen());
  }

  @Override
  public boolean countsIgnored() {
    return report.countsIgnored();
  }

  @Override
  public void ignored() {
    report.ignored();
  }

  @Override
  public void problem(String where, String problem) {
    badInput = true;
    report.problem(where + ": " + problem);
  }

  void undelivered(int entries) {
    undelivered |= entries > 0;
  }

  /** What could not be read weighs more: it was not even judged. */
  int exitCode() {
    return badInput ? BAD_INPUT : undelivered ? UNDELIVERED : ExitCode.OK;
  }
}
