package rdsalert.wire;

/** What stands behind a {@link FaultyServer}. */
interface Service {
  /** Carries a call out; the fault tells what the caller will see of it. */
  Answer answer(Call call, Fault fault);

  /** How it says that it has a fault of its own, or wants fewer calls. */
  Answer error(Fault.Reply reply);
}
