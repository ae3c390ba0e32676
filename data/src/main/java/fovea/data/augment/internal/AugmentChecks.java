package fovea.data.augment.internal;

import fovea.data.pixels.DataException;
import java.util.Locale;

/** Checks of the numbers of augmentations; each refuses a bad one in a sentence. */
public final class AugmentChecks {

  private AugmentChecks() {}

  /** A probability: from 0 to 1. */
  public static void probability(String name, double probability) {
    between(name, "a probability", probability, 0, 1);
  }

  /** A number between two others, or equal to one of them. */
  public static void between(String name, String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw error(
          name,
          "expected %s from %s to %s, found %s"
              .formatted(what, text(low), text(high), text(value)));
    }
  }

  /** Two ends of a range. */
  public static void ordered(String name, String what, double low, double high) {
    if (!(low <= high)) {
      throw error(
          name,
          "expected a smallest %s of at most %s, found %s".formatted(what, text(high), text(low)));
    }
  }

  /** A whole number. */
  public static void whole(String name, String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw error(
          name,
          String.format(
              Locale.ROOT, "expected %s from %d to %d, found %d", what, least, most, value));
    }
  }

  /** Whole numbers without a point. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static DataException error(String name, String problem) {
    return new DataException(name, problem, "Give another one");
  }
}
