package rdsalert.briefing;

/** What a line of the table of tools is about. */
public enum UserAgentFamily {
  CONSOLE,
  /** A browser: people use the console with it. */
  BROWSER,
  /** What AWS's own programs write, for the console as for services. */
  AWS,
  SERVICE,
  DEPLOYMENT,
  CLI,
  SDK,
  /** Made to attack AWS accounts; GuardDuty reports the same distributions. */
  ATTACK,
  /** Made for checks that thieves of keys do too. */
  AUDIT,
  /** No tool, but where one ran. */
  SYSTEM,
  UNKNOWN;

  /** Whether version and system are those of what the caller ran, not of AWS's own machines. */
  boolean isRunByCaller() {
    return this == BROWSER || this == DEPLOYMENT || this == CLI || this == SDK;
  }
}
