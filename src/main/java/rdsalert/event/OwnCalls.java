package rdsalert.event;

import java.time.Instant;
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
}
