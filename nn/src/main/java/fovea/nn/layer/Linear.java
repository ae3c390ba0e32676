package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.init.Init;

/**
 * Fully connected layer from {@code [n, in]} to {@code [n, out]}: each output sees all inputs. Has
 * {@code weight [out, in]} and {@code bias [out]}. Of more or fewer axes, the last one is that of
 * the features, and all before it are kept.
 */
public record Linear(Param weight, Param bias) implements Layer {

  /** A layer with bias. */
  public Linear(int in, int out) {
    this(
        Param.of(Shape.of(out, in), Init.torchUniform()),
        DefaultParams.bias(out, in, Window.of(1)));
  }

  /** Without bias. */
  public Linear noBias() {
    return new Linear(weight, Param.none());
  }

  /**
   * For another number of outputs; has new parameters with the same rules for their initial values.
   *
   * @throws FoveaException if the number is not positive
   */
  public Linear outputs(int out) {
    return new Linear(DefaultParams.outputs(weight, out), DefaultParams.outputs(bias, out));
  }

  /** With new parameters: the weight follows {@code rule}, a bias starts at 0. */
  public Linear init(Init rule) {
    return new Linear(weight.init(rule), bias.init(Init.zeros()));
  }

  /** With a new weight that follows {@code rule}. */
  public Linear weightInit(Init rule) {
    return new Linear(weight.init(rule), bias);
  }

  /** With a new bias that follows {@code rule}. */
  public Linear biasInit(Init rule) {
    return new Linear(weight, bias.init(rule));
  }

  @Override
  public Tensor forward(Tensor x) {
    return bias.isNone() ? x.linear(weight.tensor()) : x.linear(weight.tensor(), bias.tensor());
  }
}
