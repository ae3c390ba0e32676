package fovea.zoo.basic;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.init.Init;
import fovea.nn.layer.Linear;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.util.stream.Stream;

/** A perceptron with one hidden layer of 800 units and ReLU. */
public record Mlp(Linear fc1, Linear fc2, Blueprint blueprint) implements ZooNetwork {
  private static final int HIDDEN = 800;

  /** For pictures of one size. */
  public Mlp(NetworkArguments arguments) {
    this(
        new Linear(arguments.features(), HIDDEN).init(Init.heNormal()),
        new Linear(HIDDEN, arguments.classes()),
        new Blueprint("mlp", arguments.toString()));
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("mlp", "Dense", NetworkArguments.DIGITS, Mlp::new)
            .input(new PictureSize.Chosen(1)));
  }

  @Override
  public Tensor features(Tensor x) {
    return x.flatten(1).apply(fc1).relu();
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc2);
  }

  @Override
  public Mlp head(int classes) {
    return new Mlp(fc1, fc2.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public Mlp blueprint(Blueprint blueprint) {
    return new Mlp(fc1, fc2, blueprint);
  }

  @Override
  public String headPath() {
    return "fc2";
  }
}
