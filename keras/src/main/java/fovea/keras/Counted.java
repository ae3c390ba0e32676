package fovea.keras;

import fovea.format.FormatException;
import java.util.Locale;

/** Layers without names are known by their number, so there must be just as many. */
final class Counted {

  private Counted() {}

  /**
   * Compares numbers of layers.
   *
   * @throws FormatException if they are not what the network has
   */
  static void check(String what, int expected, int convolutions, int norms) {
    if (convolutions != expected || norms != expected) {
      throw new FormatException(
          "layers",
          String.format(
              Locale.ROOT,
              "expected %d %s without names, found %d convolutions and %d batch norms",
              expected,
              what,
              convolutions,
              norms),
          "Save the whole model with model.save");
    }
  }
}
