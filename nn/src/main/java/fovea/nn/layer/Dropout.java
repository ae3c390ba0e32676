package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.Noise;
import fovea.graph.type.FoveaException;
import fovea.nn.Layer;
import fovea.nn.Mode;

/**
 * In training, sets each element to 0 with probability {@code p} and scales the others by {@code 1
 * / (1 - p)} (Srivastava et al. 2014); in inference, does nothing.
 */
public record Dropout(double p) implements Layer {

  /**
   * Checks the probability.
   *
   * @throws FoveaException if it is not at least 0 and less than 1
   */
  public Dropout {
    if (!(p >= 0 && p < 1)) {
      throw FoveaException.here("dropout with probability " + p, "use 0 or more and less than 1");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return switch (Mode.current()) {
      case Mode.Training training when p > 0 ->
          Tensor.of(new Noise.Dropout(p, training.key()), x, training.random());
      case Mode.Training _, Mode.Inference _ -> x;
    };
  }
}
