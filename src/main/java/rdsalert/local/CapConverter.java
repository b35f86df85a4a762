package rdsalert.local;

import picocli.CommandLine.ITypeConverter;
import rdsalert.delivery.Limits;

/** Reads {@code --cap}. */
final class CapConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    return text.equals("none") ? Limits.NO_CAP : Numbers.between(text, 1, 500, ", nor 'none'");
  }
}
