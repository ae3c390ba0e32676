package fovea.train.internal;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.NonFinite;
import java.util.Locale;

/** Makes sure that a network gives numbers, before anybody takes what it gives for an answer. */
public final class FiniteOutput {
  private static final String ADVICE =
      "somewhere in the network a number is NaN or leaves the range of floats: check its weights,"
          + " the values of this example, and the precision";

  private FiniteOutput() {}

  /**
   * Looks at what a network has made of examples.
   *
   * @param output {@code [n, …]}, a row for each example
   * @param what it is, in words
   * @param first number of examples before these
   * @throws FoveaException if an element is NaN or infinite
   */
  public static void require(HostBuffer output, String what, long first) {
    if (NonFinite.count(output) > 0) {
      throw error(output, what, first);
    }
  }

  /** The error for scores whose loss is not finite. */
  public static FoveaException lost(HostBuffer scores, long first) {
    return NonFinite.count(scores) > 0
        ? error(scores, "scores", first)
        : FoveaException.at(
            place(first),
            "expected a finite loss of this example or one of those after it, found another",
            ADVICE);
  }

  private static FoveaException error(HostBuffer output, String what, long first) {
    long columns = output.type().shape().elements() / output.type().shape().dim(0);
    long at = 0;
    while (Double.isFinite(output.at(at))) {
      at++;
    }
    return FoveaException.at(
        columns == output.type().shape().elements() && first == 0
            ? ""
            : place(first + at / columns),
        "expected finite %s from the network, found %s".formatted(what, output.at(at)),
        ADVICE);
  }

  private static String place(long index) {
    return String.format(Locale.ROOT, "example %,d", index + 1);
  }
}
