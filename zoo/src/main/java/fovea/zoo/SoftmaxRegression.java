package fovea.zoo;

import fovea.graph.Tensor;
import fovea.nn.Linear;

/**
 * One linear layer from all pixels to the classes, where every network starts. The softmax belongs
 * to the loss.
 */
public record SoftmaxRegression(Linear fc) implements Classifier {

  /** For pictures of one size. */
  public SoftmaxRegression(Arguments arguments) {
    this(new Linear(arguments.features(), arguments.classes()));
  }

  @Override
  public Tensor features(Tensor x) {
    return x.flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc);
  }

  @Override
  public SoftmaxRegression withHead(int classes) {
    return new SoftmaxRegression(fc.outputs(classes));
  }

  @Override
  public String headPath() {
    return "fc";
  }
}
