package fovea.zoo.basic;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.layer.Linear;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.util.stream.Stream;

/**
 * One linear layer from all pixels to the classes, where every network starts. The softmax belongs
 * to the loss.
 */
public record SoftmaxRegression(Linear fc, Blueprint blueprint) implements ZooNetwork {

  /** For pictures of one size. */
  public SoftmaxRegression(NetworkArguments arguments) {
    this(
        new Linear(arguments.features(), arguments.classes()),
        new Blueprint("softmax", arguments.toString()));
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("softmax", "Dense", NetworkArguments.DIGITS, SoftmaxRegression::new)
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
