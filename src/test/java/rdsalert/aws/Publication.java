package rdsalert.aws;

import rdsalert.alert.Message;

/** A message that the channel took, and whether the ledger came to know of it. */
final class Publication {
  private final SimulatedRun run;
  private final Message.Kind kind;
  private final int held;
  private boolean confirmed;
  private boolean cutOff;

  Publication(SimulatedRun run, Message.Kind kind, int held) {
    this.run = run;
    this.kind = kind;
    this.held = held;
  }

  void confirm() {
    confirmed = true;
  }

  /** The run did not get the channel's answer, or could not tell the ledger of it. */
  void cutOff() {
    cutOff = true;
  }

  Message.Kind kind() {
    return kind;
  }

  int held() {
    return held;
  }

  /**
   * Whether the run died, or lost the answer, before the ledger knew: then a second one may come.
   */
  boolean mayBeRepeated() {
    return !confirmed && (cutOff || (run.isOver() && run.failure() != null));
  }
}
