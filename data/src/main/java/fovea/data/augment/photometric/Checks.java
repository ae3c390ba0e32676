package fovea.data.augment.photometric;

import fovea.data.pixels.DataException;
import java.util.Locale;

/** Checks of the numbers of augmentations; each refuses a bad one in a sentence. */
final class Checks {

  private Checks() {}

  /** A strength, a probability or a share: from 0 to {@code most}. */
  static void range(String name, String what, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw error(
          name, "expected a %s from 0 to %s, found %s".formatted(what, text(most), text(value)));
    }
  }

  /** The probability with which an augmentation happens. */
  static void probability(String name, double probability) {
    range(name, "probability", probability, 1);
  }

  /** Two ends of a range. */
  static void ordered(String name, String what, double low, double high) {
    if (!(low <= high)) {
      throw error(
          name,
          "expected a smallest %s of at most %s, found %s".formatted(what, text(high), text(low)));
    }
  }

  /** A whole number. */
  static void whole(String name, String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw error(
          name,
          String.format(
              Locale.ROOT, "expected %s from %d to %d, found %d", what, least, most, value));
    }
  }

  /** Whole numbers without a point. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static DataException error(String name, String problem) {
    return new DataException(name, problem, "Give another one");
  }
}
