package fovea.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers from 1 upwards. */
final class Count implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below says what was expected.
    }
    throw new TypeConversionException(
        "expected a whole number from 1 upwards, found '" + text + "'");
  }
}
