package fovea.zoo;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Linear;
import fovea.zoo.Architecture.PictureSize;
import java.util.stream.Stream;

/**
 * One linear layer from all pixels to the classes, where every network starts. The softmax belongs
 * to the loss.
 */
public record SoftmaxRegression(Linear fc, Blueprint blueprint) implements ZooNetwork {

  /** For pictures of one size. */
  public SoftmaxRegression(Arguments arguments) {
    this(
        new Linear(arguments.features(), arguments.classes()),
        new Blueprint("softmax", arguments.toString()));
  }

  /** The network, for the list of networks. */
  static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("softmax", "Dense", Arguments.DIGITS, SoftmaxRegression::new)
            .input(new PictureSize.Chosen(1)));
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
  public SoftmaxRegression head(int classes) {
    return new SoftmaxRegression(fc.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public SoftmaxRegression blueprint(Blueprint blueprint) {
    return new SoftmaxRegression(fc, blueprint);
  }

  @Override
  public String headPath() {
    return "fc";
  }
}
