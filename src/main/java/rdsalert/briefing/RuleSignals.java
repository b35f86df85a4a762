package rdsalert.briefing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rdsalert.rule.Report;
import rdsalert.text.Said;

/** The signals that a rule's file asks for. */
final class RuleSignals {
  /** More of a text is not searched for words. */
  private static final int SEARCHED = 1024;

  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:)?([0-9]{12})(?::.*)?");

  private RuleSignals() {}

  static List<Signal> of(Briefing briefing) {
    List<Signal> found = new ArrayList<>();
    for (Report.Signal signal : briefing.rule().report().signals()) {
      Said reason = holds(signal, briefing) ? signal.say().whole(briefing) : null;
      if (reason != null) {
        found.add(new Signal(signal.id(), signal.bearing(), reason, false));
      }
    }
    return found;
  }

  private static boolean holds(Report.Signal signal, Briefing briefing) {
    return (signal.when() == null || signal.when().matches(briefing.event()))
        && isForeign(signal.foreign(), briefing)
        && hasWord(signal, briefing);
  }

  private static boolean isForeign(@Nullable String fact, Briefing briefing) {
    return fact == null
        || briefing.facts().texts(fact).stream()
            .map(ACCOUNT::matcher)
            .anyMatch(of -> of.matches() && !of.group(1).equals(briefing.event().account()));
  }

  private static boolean hasWord(Report.Signal signal, Briefing briefing) {
    Pattern words = signal.words();
    return words == null
        || signal.in().stream()
            .flatMap(fact -> briefing.facts().texts(fact).stream())
            .map(text -> text.substring(0, Math.min(SEARCHED, text.length())))
            .anyMatch(text -> words.matcher(text).find());
  }
}
