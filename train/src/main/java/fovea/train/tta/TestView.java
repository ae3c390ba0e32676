package fovea.train.tta;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.Locale;

/**
 * One view of each picture of a batch.
 *
 * @param pictures {@code [n, c, h, w]}
 * @param weight of the answer beside those to the other views; only their proportions count
 */
public record TestView(Tensor pictures, double weight) {

  /**
   * Checks the weight.
   *
   * @throws FoveaException if it is not above 0
   */
  public TestView {
    if (!(weight > 0 && Double.isFinite(weight))) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "a view of the weight %s", weight), "use one above 0");
    }
  }

  /** A view that counts once. */
  public TestView(Tensor pictures) {
    this(pictures, 1);
  }
}
