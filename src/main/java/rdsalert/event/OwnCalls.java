package rdsalert.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;

/**
 * Calls that the stack itself brings about: its daily proof of life, and what CloudFormation calls
 * while it deploys the stack.
 *
 * @param deployed whether a deployment of this very stack ran at a time; may fail
 */
public record OwnCalls(DailyProof proof, Predicate<Instant> deployed) {
  public static final OwnCalls NONE = new OwnCalls(DailyProof.NONE, _ -> false);

  private static final String CLOUDFORMATION = "cloudformation.amazonaws.com";
  private static final String TRAILS = "cloudtrail.amazonaws.com";

  /**
   * Whether a deployment of the stack made a call on its parts. AWS writes who called in whose
   * name. No trail is a part of it.
   */
  public boolean areOfDeployment(ManagementEvent event) {
    return CLOUDFORMATION.equals(event.actor().invokedBy())
        && !event.eventSource().equals(TRAILS)
        && deployed.test(event.eventTime());
  }

  /**
   * The stack's daily proof of life: a role that may do nothing makes a call, AWS refuses it, and
   * the record of that comes all the way that an alert's would.
   *
   * @param role the ARN of that role; empty where no proof is made
   * @param told whether people are told of the first one of a week
   */
  public record DailyProof(String role, boolean told) {
    public static final DailyProof NONE = new DailyProof("", false);

    private static final String SOURCE = "rds.amazonaws.com";
    private static final String CALL = "CreateDBSecurityGroup";
    private static final String REFUSED = "AccessDenied";
    private static final int ACCOUNT_IN_ARN = 4;
    private static final int WEEK = "2026-W48".length();

    /** Whether an event is a proof: that role's refused call in its own account, and no other. */
    public boolean is(ManagementEvent event) {
      return role.equals(event.actor().session().issuer().arn())
          && event.account().equals(role.split(":", -1)[ACCOUNT_IN_ARN])
          && event.eventSource().equals(SOURCE)
          && event.eventName().equals(CALL)
          && REFUSED.equals(Json.text(event.detail(), "errorCode"));
    }

    /** The week of an event in UTC, such as {@code 2026-W48}. */
    public static String weekOf(ManagementEvent event) {
      String day =
          DateTimeFormatter.ISO_WEEK_DATE.format(event.eventTime().atOffset(ZoneOffset.UTC));
      return day.substring(0, WEEK);
    }
  }
}
