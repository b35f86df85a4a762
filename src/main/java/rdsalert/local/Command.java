package rdsalert.local;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * A command, with its options and what stands without one.
 *
 * <p>Built by calls: to find annotations took picocli a third of each start.
 */
abstract class Command implements Callable<Integer> {
  final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  final Complaints complaints = new Complaints(System.err);

  /**
   * What a person gave for an option, or for what stands without one.
   *
   * @param <T> what it holds once the line is parsed; nullable if it has no default
   */
  record Argument<T extends @Nullable Object>(ArgSpec spec) {
    T value() {
      return spec.getValue();
    }
  }

  <T extends @Nullable Object> Argument<T> add(ArgSpec argument) {
    spec.add(argument);
    return new Argument<>(argument);
  }

  /** An option without a value: whether it is there. */
  Argument<Boolean> flag(String name, String description) {
    return add(
        OptionSpec.builder(name)
            .type(boolean.class)
            .initialValue(false)
            .description(description)
            .build());
  }

  /** An option whose value is taken as it is typed; null if it is not given. */
  Argument<@Nullable String> text(String name, String label, String description) {
    return option(String.class, name, label, description);
  }

  /** An option whose value picocli converts, or a converter; null if it is not given. */
  <T> Argument<@Nullable T> option(
      Class<T> type,
      String name,
      String label,
      String description,
      ITypeConverter<?>... converter) {
    return add(
        OptionSpec.builder(name)
            .type(type)
            .paramLabel(label)
            .converters(converter)
            .description(description)
            .build());
  }

  /** One or more files. */
  Argument<List<String>> files(String description) {
    return add(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .paramLabel("FILE")
            .description(description)
            .build());
  }

  ParameterException misuse(String why) {
    return new ParameterException(spec.commandLine(), why);
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
