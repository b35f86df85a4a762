package rdsalert.command;

import java.util.List;
import java.util.stream.Stream;

/** What goes with a step of a guide: commands, or a note on what to do instead, or neither. */
public record CommandSet(List<AwsCommand> commands, String note) {
  static CommandSet of(AwsCommand... commands) {
    return new CommandSet(List.of(commands), "");
  }

  static CommandSet note(String note) {
    return new CommandSet(List.of(), note);
  }

  static CommandSet nothing() {
    return note("");
  }

  boolean isEmpty() {
    return commands.isEmpty() && note.isEmpty();
  }

  /** The commands of both, and the note of the first that has one. */
  CommandSet and(CommandSet more) {
    return new CommandSet(
        Stream.concat(commands.stream(), more.commands.stream()).toList(),
        note.isEmpty() ? more.note : note);
  }
}
