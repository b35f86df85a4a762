package rdsalert.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * An option of a command, or what stands without one, and what a person gave for it.
 *
 * <p>Built by calls: to find annotations took picocli a third of each start.
 *
 * @param <T> what it holds once the line is parsed; nullable if it has no default
 */
final class Argument<T extends @Nullable Object> {
  private final ArgSpec spec;

  Argument(CommandSpec command, ArgSpec argument) {
    spec = argument;
    command.add(argument);
  }

  /** An option without a value: whether it is there. */
  static Argument<Boolean> flag(CommandSpec command, String name, String description) {
    return new Argument<>(
        command,
        OptionSpec.builder(name)
            .type(boolean.class)
            .initialValue(false)
            .description(description)
            .build());
  }

  /** An option whose value is taken as it is typed; null if it is not given. */
  static Argument<@Nullable String> text(
      CommandSpec command, String name, String label, String description) {
    return option(command, String.class, name, label, description);
  }

  /** An option whose value picocli converts, or a converter; null if it is not given. */
  static <T> Argument<@Nullable T> option(
      CommandSpec command,
      Class<T> type,
      String name,
      String label,
      String description,
      ITypeConverter<?>... converter) {
    return new Argument<>(
        command,
        OptionSpec.builder(name)
            .type(type)
            .paramLabel(label)
            .converters(converter)
            .description(description)
            .build());
  }

  /** One or more files. */
  static Argument<List<String>> files(CommandSpec command, String description) {
    return new Argument<>(
        command,
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .paramLabel("FILE")
            .description(description)
            .build());
  }

  T value() {
    return spec.getValue();
  }

  /** A whole number from the least to the most. */
  record WholeNumber(int least, int most) implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
      if (number < least || number > most) {
        throw new TypeConversionException(
            "'" + text + "' is not a whole number from " + least + " to " + most);
      }
      return number;
    }
  }
}
