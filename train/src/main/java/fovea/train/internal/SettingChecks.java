package fovea.train.internal;

import fovea.graph.type.FoveaException;

/** Conditions that settings must meet. */
public final class SettingChecks {
  private SettingChecks() {}

  /** Requires a finite number above 0. */
  public static void positive(String name, double value) {
    check(value > 0 && Double.isFinite(value), name, "a number above 0", value);
  }

  /** Requires a finite number of {@code least} or more. */
  public static void atLeast(String name, double value, double least) {
    check(value >= least && Double.isFinite(value), name, "a number of at least " + least, value);
  }

  /** Requires a number of 0 or more and less than 1. */
  public static void fraction(String name, double value) {
    check(value >= 0 && value < 1, name, "a number of 0 or more and less than 1", value);
  }

  /** Requires a number above 0 and at most 1. */
  public static void share(String name, double value) {
    check(value > 0 && value <= 1, name, "a number above 0 and at most 1", value);
  }

  /** Requires a number from one limit to another. */
  public static void between(String name, double value, double least, double most) {
    check(value >= least && value <= most, name, "a number from " + least + " to " + most, value);
  }

  private static void check(boolean holds, String name, String expected, double found) {
    if (!holds) {
      throw FoveaException.at(
          name, "expected " + expected + ", found " + found, "choose another value");
    }
  }
}
