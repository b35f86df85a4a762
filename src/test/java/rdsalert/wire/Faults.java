package rdsalert.wire;

/** What happens to the calls of one run. */
@FunctionalInterface
interface Faults {
  /** A network without faults. */
  Faults NONE = (call, number) -> Fault.NONE;

  /**
   * What happens to a call.
   *
   * @param number of the call within its run, from 1
   */
  Fault of(Call call, int number);

  /** Every publish meets the same fault. */
  static Faults publishing(Fault fault) {
    return (call, number) -> call.isPublish() ? fault : Fault.NONE;
  }

  /** Every call to the ledger meets the same fault. */
  static Faults ledger(Fault fault) {
    return (call, number) -> call.isPublish() ? Fault.NONE : fault;
  }

  /** The call with this number meets a fault. */
  static Faults at(int which, Fault fault) {
    return (call, number) -> number == which ? fault : Fault.NONE;
  }
}
