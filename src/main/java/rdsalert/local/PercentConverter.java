package rdsalert.local;

import picocli.CommandLine.ITypeConverter;

/** Reads {@code --reserve}. */
final class PercentConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    return Numbers.between(text, 0, 90, "");
  }
}
