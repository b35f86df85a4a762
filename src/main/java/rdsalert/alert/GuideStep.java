package rdsalert.alert;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One sentence of a rule's guide: its text, with {@code {facts}} to fill in, and the names of the
 * commands that go with it, written in the rule as {@code [name]} behind the text.
 */
record GuideStep(String text, List<String> commands) {
  private static final Pattern COMMAND = Pattern.compile("\\s*\\[([a-z-]+)]");

  GuideStep {
    commands = List.copyOf(commands);
  }

  static GuideStep parse(String step) {
    return new GuideStep(
        COMMAND.matcher(step).replaceAll("").strip(),
        COMMAND.matcher(step).results().map((MatchResult found) -> found.group(1)).toList());
  }
}
