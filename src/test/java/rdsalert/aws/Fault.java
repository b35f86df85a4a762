package rdsalert.aws;

/** What can happen to a call in a simulation. */
enum Fault {
  /** The run dies before the call. */
  CRASH_BEFORE,
  /** The call takes effect and the run dies. */
  CRASH_AFTER,
  /** The call never arrives, and the caller is told so by a broken connection. */
  LOST_REQUEST,
  /** The call takes effect, and the caller sees a broken connection. */
  LOST_ANSWER,
  /** The service asks for fewer calls; nothing takes effect. */
  THROTTLED,
  /** The service has a fault of its own; nothing takes effect. */
  SERVER_ERROR,
  /** The service refuses for good; nothing takes effect. */
  REFUSED
}
