package fovea.zoo.basic;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.util.stream.Stream;

/**
 * A network small enough to print every number of: two convolutions 3×3 with two filters each,
 * ReLU, a 2×2 pool and a linear layer. For pictures of one size, usually {@code [1, 28, 28]}.
 */
public record ToyNet(Conv2d conv1, Conv2d conv2, Linear fc, Blueprint blueprint)
    implements ZooNetwork {
  private static final int FILTERS = 2;

  ToyNet(NetworkArguments arguments) {
    this(
        new Conv2d(arguments.channels(), FILTERS, 3).init(Init.heNormal()),
        new Conv2d(FILTERS, FILTERS, 3).init(Init.heNormal()),
        new Linear(
            FILTERS * ((arguments.height() - 4) / 2) * ((arguments.width() - 4) / 2),
            arguments.classes()),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("toy", "Toy", NetworkArguments.DIGITS, ToyNet::new)
            .input(new PictureSize.Chosen(6)));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(conv1).relu().apply(conv2).relu();
    return y.maxPool(2).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc);
  }

  @Override
  public ToyNet head(int classes) {
    return new ToyNet(conv1, conv2, fc.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public ToyNet blueprint(Blueprint blueprint) {
    return new ToyNet(conv1, conv2, fc, blueprint);
  }

  @Override
  public String headPath() {
    return "fc";
  }
}
