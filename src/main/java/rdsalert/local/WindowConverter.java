package rdsalert.local;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code --window}. */
final class WindowConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Duration.ofMinutes(Numbers.between(text, 1, 1_440, ""));
  }
}
