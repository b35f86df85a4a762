package rdsalert.local;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import rdsalert.local.Command.Argument;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;

/** The options that choose which rules are on. */
final class RulesOption {
  private final Argument<@Nullable String> pack;
  private final Argument<@Nullable String> off;
  private final Argument<@Nullable String> on;

  RulesOption(Command command) {
    String packs = "The rules that are on: core (default) or database-exposure.";
    pack = command.text("--pack", "PACK", packs);
    String less = "Rules of the pack that are switched off.";
    off = command.text("--rules-off", "ID,...", less);
    String more = "Rules of the pack that are switched on though they are off by default.";
    on = command.text("--rules-on", "ID,...", more);
  }

  RuleCatalog read() {
    return read(RuleChoice.CORE);
  }

  /**
   * Reads the rules.
   *
   * @param otherwise what is chosen where an option is not given
   * @throws Input.Problem if there is no such pack or rule
   */
  RuleCatalog read(RuleChoice otherwise) {
    try {
      String name = pack.value();
      return RuleCatalog.packaged(
          new RuleChoice(
              name == null ? otherwise.pack() : Pack.of(name),
              given(off, otherwise.off()),
              given(on, otherwise.on())));
    } catch (IllegalArgumentException e) {
      throw new Input.Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<String> given(Argument<@Nullable String> ids, Set<String> otherwise) {
    String given = ids.value();
    return given == null ? otherwise : RuleChoice.ids(given);
  }
}
