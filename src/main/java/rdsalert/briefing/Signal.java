package rdsalert.briefing;

import rdsalert.rule.Report.Bearing;
import rdsalert.text.Said;

/**
 * One thing about an event that changes how a responder judges it.
 *
 * @param id stable, for programs, such as {@code no-mfa}
 * @param ofException whether it tells of a team's exceptions, not of the event
 */
public record Signal(String id, Bearing bearing, Said reason, boolean ofException) {
  /** The id as words of a headline, such as {@code no MFA}. */
  public String words() {
    return id.replace('-', ' ').replace("mfa", "MFA").replace("vpc", "VPC");
  }

  public char mark() {
    return switch (bearing) {
      case WORSE -> '!';
      case NEUTRAL -> '-';
      case BETTER -> '+';
    };
  }
}
