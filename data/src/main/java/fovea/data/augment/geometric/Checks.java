package fovea.data.augment.geometric;

import fovea.data.pixels.DataException;

/** Bounds of what augmentations are given. */
final class Checks {

  private Checks() {}

  /** A number from 0 to 1. */
  static void share(String where, String what, double value) {
    between(where, what, value, 0, 1);
  }

  /** A number between two others, or equal to one of them. */
  static void between(String where, String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new DataException(
          where,
          "expected %s from %s to %s, found %s".formatted(what, text(low), text(high), text(value)),
          "Give another one");
    }
  }

  /** Whole numbers without a point. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
