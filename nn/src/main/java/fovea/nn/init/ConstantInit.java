package fovea.nn.init;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;

/**
 * The same number everywhere: 0 for biases, or a small positive one, which keeps units with ReLU
 * alive.
 *
 * @param value the number
 */
public record ConstantInit(double value) implements Init {

  /**
   * Checks the number.
   *
   * @throws FoveaException if it is not finite
   */
  public ConstantInit {
    if (!Double.isFinite(value)) {
      throw FoveaException.here("initial values of " + value, "use a finite number");
    }
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Elements.each(values, _ -> value);
  }
}
