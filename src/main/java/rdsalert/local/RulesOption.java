package rdsalert.local;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.RuleChoice;
import rdsalert.rule.RuleChoice.Pack;

/** The options that choose which rules are on. */
final class RulesOption {
  private final Argument<@Nullable String> pack;
  private final Argument<List<String>> off;
  private final Argument<List<String>> on;

  RulesOption(CommandSpec command) {
    pack =
        Argument.text(
            command,
            "--pack",
            "PACK",
            "The rules that are on: core (default) or database-exposure.");
    off = ids(command, "--rules-off", "Rules of the pack that are switched off.");
    on =
        ids(
            command,
            "--rules-on",
            "Rules of the pack that are switched on though they are off by default.");
  }

  private static Argument<List<String>> ids(CommandSpec command, String name, String description) {
    return new Argument<>(
        command,
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .initialValue(List.of())
            .paramLabel("ID,...")
            .description(description));
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

  private static Set<String> given(Argument<List<String>> ids, Set<String> otherwise) {
    List<String> given = ids.value();
    return given.isEmpty() ? otherwise : RuleChoice.ids(String.join(",", given));
  }
}
