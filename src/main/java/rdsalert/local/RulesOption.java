package rdsalert.local;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;

/** The options that choose which rules are on. */
final class RulesOption {
  @Option(
      names = "--pack",
      paramLabel = "PACK",
      description = "The rules that are on: core (default) or database-exposure.")
  private @Nullable String pack;

  @Option(
      names = "--rules-off",
      paramLabel = "ID,...",
      description = "Rules of the pack that are switched off.")
  private List<String> off = new ArrayList<>();

  @Option(
      names = "--rules-on",
      paramLabel = "ID,...",
      description = "Rules of the pack that are switched on though they are off by default.")
  private List<String> on = new ArrayList<>();

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
      return RuleCatalog.packaged(
          new RuleChoice(
              pack == null ? otherwise.pack() : Pack.of(pack),
              off.isEmpty() ? otherwise.off() : RuleChoice.ids(String.join(",", off)),
              on.isEmpty() ? otherwise.on() : RuleChoice.ids(String.join(",", on))));
    } catch (IllegalArgumentException | InvalidRuleException e) {
      throw new Input.Problem(String.valueOf(e.getMessage()), e);
    }
  }
}
