package fovea.train;

import fovea.graph.FoveaException;

/** Conditions that settings must meet. */
final class Settings {
  private Settings() {}

  /** Requires a finite number above 0. */
  static void positive(String name, double value) {
    check(value > 0 && Double.isFinite(value), name, "a number above 0", value);
  }

  /** Requires a finite number of {@code least} or more. */
  static void atLeast(String name, double value, double least) {
    check(value >= least && Double.isFinite(value), name, "a number of at least " + least, value);
  }

  /** Requires a number of 0 or more and less than 1. */
  static void fraction(String name, double value) {
    check(value >= 0 && value < 1, name, "a number of 0 or more and less than 1", value);
  }

  private static void check(boolean holds, String name, String expected, double found) {
    if (!holds) {
      throw FoveaException.at(
          name, "expected " + expected + ", found " + found, "choose another value");
    }
  }
}
