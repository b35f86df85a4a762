package rdsalert.command;

import java.time.Instant;
import java.util.Map;
import rdsalert.briefing.Briefing;
import rdsalert.rule.Guide;

/** The commands that the steps of a guide name, for one call. */
public final class Commands {
  /** What is said where a command that every rule has cannot be written. */
  private static final Map<String, String> BY_HAND =
      Map.of(
          "calls-by-actor",
          "(No command: nothing in the record tells this caller from others. Read CloudTrail's"
              + " Event history around the time of the call.)",
          "end-credentials",
          "(No command: the record names no user or role in a usual way. Find out who it was,"
              + " then deactivate the key or deny the session in IAM.)");

  private final Briefing briefing;
  private final TrailCommands trail;
  private final IamCommands iam;
  private final RuleCommands rule;

  /** What is still going on when the commands are read has no end yet. */
  public Commands(Briefing briefing, Instant now) {
    this.briefing = briefing;
    this.trail = new TrailCommands(briefing, now);
    this.iam = new IamCommands(briefing, now);
    this.rule = new RuleCommands(briefing);
  }

  /** What goes with a step: its commands or, if none can be written, what is said otherwise. */
  public CommandSet of(Guide.Step step) {
    CommandSet all = CommandSet.nothing();
    for (String name : step.commands()) {
      all = all.and(named(name));
    }
    return all.isEmpty() ? otherwise(step) : all;
  }

  private CommandSet otherwise(Guide.Step step) {
    for (String name : step.commands()) {
      String byHand = BY_HAND.get(name);
      if (byHand != null) {
        return CommandSet.note(byHand);
      }
      Guide.Command command = briefing.rule().guide().commands().get(name);
      if (command != null && command.otherwise() != null) {
        Guide.Step otherwise = command.otherwise();
        CommandSet instead = of(otherwise);
        String text = otherwise.text().toString();
        return text.isEmpty() ? instead : instead.and(CommandSet.note(text));
      }
    }
    return CommandSet.nothing();
  }

  public boolean isBeyondHistory() {
    return trail.isBeyondHistory();
  }

  public AwsCommand record() {
    return trail.record();
  }

  private CommandSet named(String name) {
    return switch (name) {
      case "service-callers" -> trail.serviceCallers();
      case "calls-from-address" -> trail.callsFromAddress();
      case "calls-by-actor" -> trail.callsByActor();
      case "calls-by-key" -> trail.callsByKey();
      case "sign-ins" -> trail.signIns();
      case "actor-keys" -> iam.keys();
      case "actor-policies" -> iam.policies();
      case "end-credentials" -> iam.end();
      default -> rule.of(briefing.rule().guide().commands().get(name));
    };
  }
}
