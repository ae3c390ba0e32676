package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Layer;
import fovea.nn.Mode;

/**
 * In training, adds normal noise with mean 0 to each element; in inference, does nothing. Before
 * the first layer of a network it is input noise, which acts like weight decay (Bishop 1995).
 *
 * @param deviation standard deviation of the noise, in units of the elements
 */
public record InputNoise(double deviation) implements Layer {

  /**
   * Checks the deviation.
   *
   * @throws FoveaException if it is negative or not finite
   */
  public InputNoise {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here(
          "noise with a deviation of " + deviation, "use a number of 0 or more");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return switch (Mode.current()) {
      case Mode.Training training when deviation > 0 ->
          new AddedNormal(deviation, training.key()).apply(x, training.random());
      case Mode.Training _, Mode.Inference _ -> x;
    };
  }
}
