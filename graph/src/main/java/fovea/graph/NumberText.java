package fovea.graph;

import fovea.graph.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleToIntFunction;
import java.util.stream.DoubleStream;

/**
 * Numbers of one width, as NumPy prints those of an array: with as many digits as tell them from
 * their neighbors, 8 after the point at most, and powers of ten if they are very large, very small
 * or far apart.
 */
final class NumberText {
  private static final int DIGITS = 8;
  private static final MathContext MANTISSA = new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN);
  private static final double LARGE = 1e8;
  private static final double SMALL = 1e-4;
  private static final double FAR = 1000;

  private final DoubleFunction<String> text;
  private final int width;

  private NumberText(DoubleFunction<String> text, int width) {
    this.text = text;
    this.width = width;
  }

  /** How to print {@code values}. */
  static NumberText of(DType dtype, double... values) {
    DoubleFunction<String> text =
        dtype.floating() ? floating(dtype, values) : value -> String.valueOf((long) value);
    return new NumberText(text, longest(values, value -> text.apply(value).length()));
  }

  /** {@code value}, with spaces in front. */
  String text(double value) {
    String digits = text.apply(value);
    return " ".repeat(width - digits.length()) + digits;
  }

  private static DoubleFunction<String> floating(DType dtype, double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    boolean powers = powers(finite);
    DoubleFunction<Parts> parts = value -> powers ? power(value, dtype) : plain(value, dtype);
    int fraction = longest(finite, value -> parts.apply(value).fraction.length());
    // NumPy fills up with zeros before a power and with spaces at the end.
    String fill = powers ? "0" : " ";
    return value -> {
      if (!Double.isFinite(value)) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
      }
      Parts p = parts.apply(value);
      return p.whole + "." + p.fraction + fill.repeat(fraction - p.fraction.length()) + p.power;
    };
  }

  private static int longest(double[] values, DoubleToIntFunction length) {
    return DoubleStream.of(values).mapToInt(length).max().orElse(0);
  }

  private static boolean powers(double... finite) {
    var sizes = DoubleStream.of(finite).map(Math::abs).filter(size -> size > 0).summaryStatistics();
    return sizes.getCount() > 0
        && (sizes.getMax() >= LARGE
            || sizes.getMin() < SMALL
            || sizes.getMax() / sizes.getMin() > FAR);
  }

  /** A number in pieces: {@code -1}, {@code 25} and {@code e-07} of -1.25e-07. */
  private record Parts(String whole, String fraction, String power) {
    static Parts of(String number, String power) {
      int point = number.indexOf('.');
      String fraction = point < 0 ? "" : number.substring(point + 1);
      return new Parts(point < 0 ? number : number.substring(0, point), fraction, power);
    }
  }

  private static Parts plain(double value, DType dtype) {
    if (value == 0) {
      return new Parts(1 / value < 0 ? "-0" : "0", "", "");
    }
    BigDecimal rounded = shortest(value, dtype).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return signed(value, rounded.stripTrailingZeros(), "");
  }

  private static Parts power(double value, DType dtype) {
    if (value == 0) {
      return new Parts(1 / value < 0 ? "-0" : "0", "", "e+00");
    }
    BigDecimal exact = shortest(value, dtype).stripTrailingZeros();
    BigDecimal digits = exact.round(MANTISSA).stripTrailingZeros();
    int power = digits.precision() - digits.scale() - 1;
    BigDecimal mantissa = digits.movePointLeft(power).stripTrailingZeros();
    String sign = power < 0 ? "-" : "+";
    return signed(value, mantissa, String.format(Locale.ROOT, "e%s%02d", sign, Math.abs(power)));
  }

  private static Parts signed(double value, BigDecimal number, String power) {
    String sign = value < 0 ? "-" : "";
    return Parts.of(sign + number.abs().toPlainString(), power);
  }

  /** The number with the fewest digits that no other of its type is nearer to. */
  private static BigDecimal shortest(double value, DType dtype) {
    return new BigDecimal(
        dtype == DType.F64 ? Double.toString(value) : Float.toString((float) value));
  }
}
