package rdsalert.local.arguments;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from the least to the most. */
public record WholeNumber(int least, int most) implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new TypeConversionException(
          "'" + text + "' is not a whole number from " + least + " to " + most);
    }
    return number;
  }

  /** The same, or a word that stands for a number beside them. */
  public ITypeConverter<Integer> or(String word, int meaning) {
    return text -> {
      if (text.equals(word)) {
        return meaning;
      }
      try {
        return convert(text);
      } catch (TypeConversionException e) {
        throw new TypeConversionException(e.getMessage() + ", nor '" + word + "'");
      }
    };
  }
}
