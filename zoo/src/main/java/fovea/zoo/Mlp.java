package fovea.zoo;

import fovea.graph.Tensor;
import fovea.nn.Init;
import fovea.nn.Layer;
import fovea.nn.Linear;

/** A perceptron with one hidden layer of 800 units and ReLU. */
public record Mlp(Linear fc1, Linear fc2) implements Layer {
  private static final int HIDDEN = 800;

  /** For pictures of one size. */
  public Mlp(Arguments arguments) {
    this(
        new Linear(arguments.features(), HIDDEN).init(Init.heNormal()),
        new Linear(HIDDEN, arguments.classes()));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(1).apply(fc1).relu().apply(fc2);
  }
}
