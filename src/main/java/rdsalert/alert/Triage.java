package rdsalert.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The commands that a guide's steps name, filled in with one event.
 *
 * @param commands empty where the event does not give what they need
 * @param note what to do instead, or what to know; empty for nothing
 */
record Triage(List<AwsCommand> commands, Optional<String> note) {
  Triage {
    commands = List.copyOf(commands);
  }

  /** Every command by its name in the guide. */
  static Map<String, Triage> of(Alert alert, Instant now) {
    Map<String, Triage> all = new TreeMap<>();
    all.putAll(new LookCommands(alert.event(), now).all());
    all.putAll(new ContainCommands(alert.event(), now).all());
    return all;
  }

  /** The commands, or nothing at all where one of them is missing its facts. */
  static Triage of(Stream<AwsCommand> commands) {
    return new Triage(commands.toList(), Optional.empty());
  }

  static Triage note(String note) {
    return new Triage(List.of(), Optional.of(note));
  }

  static Triage nothing() {
    return new Triage(List.of(), Optional.empty());
  }
}
