package rdsalert.local.arguments;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * An option of a command, or what stands without one, and what a person gave for it.
 *
 * <p>Built by calls: to find annotations took picocli a third of each start.
 *
 * @param <T> what it holds once the line is parsed; nullable if it has no default
 */
public final class Argument<T extends @Nullable Object> {
  private final ArgSpec spec;

  public Argument(CommandSpec command, OptionSpec.Builder option) {
    OptionSpec built = option.build();
    command.addOption(built);
    spec = built;
  }

  public Argument(CommandSpec command, PositionalParamSpec.Builder parameter) {
    PositionalParamSpec built = parameter.build();
    command.addPositional(built);
    spec = built;
  }

  /** An option without a value: whether it is there. */
  public static Argument<Boolean> flag(CommandSpec command, String name, String description) {
    return new Argument<>(
        command,
        OptionSpec.builder(name).type(boolean.class).initialValue(false).description(description));
  }

  /** An option whose value is taken as it is typed; null if it is not given. */
  public static Argument<@Nullable String> text(
      CommandSpec command, String name, String label, String description) {
    return option(command, String.class, name, label, description);
  }

  /** An option whose value is of a type that picocli knows; null if it is not given. */
  public static <T> Argument<@Nullable T> option(
      CommandSpec command, Class<T> type, String name, String label, String description) {
    return new Argument<>(
        command, OptionSpec.builder(name).type(type).paramLabel(label).description(description));
  }

  /** One or more files. */
  public static Argument<List<String>> files(CommandSpec command, String description) {
    return new Argument<>(
        command,
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .paramLabel("FILE")
            .description(description));
  }

  public T value() {
    return spec.getValue();
  }
}
