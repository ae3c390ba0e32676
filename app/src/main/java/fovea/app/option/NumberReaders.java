package fovea.app.option;

import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;
import fovea.graph.Engine;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of numbers; each says which ones it expects. */
public final class NumberReaders {

  private static final Pattern DIMENSIONS = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

  private NumberReaders() {}

  /** Reads whole numbers from 1 upwards. */
  public static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, "a whole number from 1 upwards", Integer.MAX_VALUE);
    }
  }

  /** Reads numbers of threads that kernels may have. */
  public static final class Threads implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int most = Engine.mostThreads();
      return whole(text, "a whole number from 1 to " + most, most);
    }
  }

  /** Reads numbers above 0. */
  public static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, "a number above 0", number -> number > 0);
    }
  }

  /** Reads numbers from 0 upwards. */
  public static final class NotNegative implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, "a number from 0 upwards", number -> number >= 0);
    }
  }

  /** Reads numbers from 0 to below 1. */
  public static final class Fraction implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, "a number from 0 to below 1", number -> number >= 0 && number < 1);
    }
  }

  /** Reads numbers above 0 and below 1. */
  public static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, "a number above 0 and below 1", number -> number > 0 && number < 1);
    }
  }

  /** Reads numbers from 0 to 1. */
  public static final class Part implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, "a number from 0 to 1", number -> number >= 0 && number <= 1);
    }
  }

  /** Reads the dimensions of pictures, {@code 3x224x224}. */
  public static final class Dimensions implements ITypeConverter<PictureShape> {
    @Override
    public PictureShape convert(String text) {
      Matcher numbers = DIMENSIONS.matcher(text);
      if (!numbers.matches()) {
        throw unexpected("channels, height and width, such as 3x224x224", text);
      }
      try {
        return new PictureShape(
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            Integer.parseInt(numbers.group(3)));
      } catch (DataException _) {
        throw unexpected("numbers of at least 1 that give under 2^31 values", text);
      }
    }
  }

  private static int whole(String text, String expected, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below says what was expected.
    }
    throw unexpected(expected, text);
  }

  private static double real(String text, String expected, DoublePredicate holds) {
    try {
      double number = Double.parseDouble(text);
      if (holds.test(number) && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below says what was expected.
    }
    throw unexpected(expected, text);
  }

  private static TypeConversionException unexpected(String expected, String text) {
    return new TypeConversionException("expected " + expected + ", found '" + text + "'");
  }
}
