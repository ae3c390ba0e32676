package fovea.zoo.catalog;

import fovea.graph.type.FoveaException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * A choice that a network leaves to whoever makes it, such as the width of MobileNet-v2.
 *
 * @param name as users type it
 * @param defaultValue value where nothing is said
 * @param values that are possible
 * @param published values that published weights have: of words all, of a number the default and
 *     those that {@link #published} names
 * @param help what it does, in a line
 */
public record Option(
    String name, String defaultValue, Values values, List<String> published, String help) {

  /** Copies the list. */
  public Option {
    published = List.copyOf(published);
  }

  /** Which values an option may have. */
  public sealed interface Values {

    /** Whether {@code text} is one of them. */
    boolean allow(String text);
  }

  /** Whether {@code value}, which is possible, is the one where nothing is said. */
  boolean isDefault(String value) {
    return switch (values) {
      case Words _ -> value.equals(defaultValue);
      case Range _ -> Double.parseDouble(value) == Double.parseDouble(defaultValue);
    };
  }

  /** One of some words. */
  public record Words(List<String> words) implements Values {

    /** Copies the list. */
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public boolean allow(String text) {
      return words.contains(text);
    }

    @Override
    public String toString() {
      return String.join(" or ", words);
    }
  }

  /** A number from {@code low} to {@code high}. */
  public record Range(double low, double high) implements Values {

    @Override
    public boolean allow(String text) {
      try {
        double number = Double.parseDouble(text);
        return low <= number && number <= high;
      } catch (NumberFormatException _) {
        return false;
      }
    }

    @Override
    public String toString() {
      return "a number from " + plain(low) + " to " + plain(high);
    }

    private static String plain(double number) {
      return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
  }

  /** A choice between words; the first is the usual one. */
  public static Option words(String name, String help, String... words) {
    return new Option(name, words[0], new Words(List.of(words)), List.of(words), help);
  }

  /** A choice between {@code true} and {@code false}. */
  public static Option flag(String name, boolean defaultValue, String help) {
    List<String> words = List.of("true", "false");
    return new Option(name, String.valueOf(defaultValue), new Words(words), words, help);
  }

  /** A number. */
  public static Option number(String name, String defaultValue, Range range, String help) {
    return new Option(name, defaultValue, range, List.of(defaultValue), help);
  }

  /** With other values that weights are published for, beside the default. */
  public Option published(String... others) {
    List<String> all = Stream.concat(Stream.of(defaultValue), Stream.of(others)).toList();
    return new Option(name, defaultValue, values, all, help);
  }

  /** A share of units that training drops at random. */
  public static Option dropout(String defaultValue) {
    return number(
        "dropout", defaultValue, new Range(0, 0.99), "share of units that training drops");
  }

  /** How often training leaves out the last block of a residual network (Huang et al. 2016). */
  public static Option stochasticDepth() {
    return number(
        "stochastic_depth",
        "0",
        new Range(0, 0.99),
        "probability that training leaves the last block out; earlier ones less");
  }

  /**
   * Checks a value.
   *
   * @throws FoveaException if it is none of the possible ones
   */
  void check(String network, String value) {
    if (!values.allow(value)) {
      throw FoveaException.at(
          network,
          "expected " + values + " for the option " + name + ", found " + value,
          "use for example " + this);
    }
  }

  @Override
  public String toString() {
    return name + "=" + defaultValue;
  }
}
