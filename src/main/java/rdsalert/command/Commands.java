package rdsalert.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rdsalert.briefing.Briefing;
import rdsalert.rule.Guide;

/** The commands that the steps of a guide name, for one call. */
public final class Commands {
  private final Briefing briefing;
  private final CallerCommands caller;
  private final CredentialCommands credentials;
  private final RuleCommands rule;

  /**
   * @param now when the commands are read: what is still going on has no end yet
   */
  public Commands(Briefing briefing, Instant now) {
    this.briefing = briefing;
    this.caller = new CallerCommands(briefing, now);
    this.credentials = new CredentialCommands(briefing, caller, now);
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

  /** Finds the record of the call itself, whole. */
  public AwsCommand record() {
    return caller.record();
  }

  private CommandSet named(String name) {
    return switch (name) {
      case "service-callers" -> caller.serviceCallers();
      case "calls-from-address" -> caller.callsFromAddress();
      case "calls-by-actor" -> caller.callsByActor();
      case "calls-by-key" -> caller.callsByKey();
      case "sign-ins" -> caller.signIns();
      case "actor-keys" -> caller.keys();
      case "actor-policies" -> caller.policies();
      case "end-credentials" -> credentials.end();
      default -> ofRule(name);
    };
  }

  private CommandSet ofRule(String name) {
    Guide.Command command = briefing.rule().guide().commands().get(name);
    List<AwsCommand> commands = command == null ? List.of() : rule.of(command);
    return new CommandSet(new ArrayList<>(commands), "");
  }
}
