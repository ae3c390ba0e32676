package fovea.zoo;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.Linear;

/**
 * One linear layer from all pixels to the classes, where every network starts. The softmax belongs
 * to the loss.
 */
public record SoftmaxRegression(Linear fc) implements Layer {

  /** For pictures of one size. */
  public SoftmaxRegression(Arguments arguments) {
    this(new Linear(arguments.features(), arguments.classes()));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(1).apply(fc);
  }
}
