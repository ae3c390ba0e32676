package fovea.zoo.basic;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Tanh;
import fovea.nn.init.Init;
import fovea.nn.layer.AvgPool2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * LeNet-5 (LeCun et al. 1998) for pictures {@code [c, 32, 32]}: two convolutions 5×5, each with a
 * 2×2 pool, and three linear layers.
 */
public record LeNet5(
    @Named("conv_block1") Sequential convBlock1,
    @Named("conv_block2") Sequential convBlock2,
    Linear fc1,
    Linear fc2,
    Linear fc3,
    Layer activation,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final String MODERN = "lenet5";
  private static final String CLASSIC = "lenet5_classic";

  /** With ReLU and max pooling, for gray pictures. */
  public static LeNet5 modern(int classes) {
    return modern(gray(classes)).blueprint(new Blueprint(MODERN, gray(classes).toString()));
  }

  /** With tanh and average pooling, near to the original, for gray pictures. */
  public static LeNet5 classic(int classes) {
    return classic(gray(classes)).blueprint(new Blueprint(CLASSIC, gray(classes).toString()));
  }

  /** Both, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(network(MODERN, LeNet5::modern), network(CLASSIC, LeNet5::classic));
  }

  private static Architecture network(String name, Function<NetworkArguments, LeNet5> make) {
    return new Architecture(name, "LeNet", NetworkArguments.DIGITS.size(32, 32), make)
        .input(new PictureSize.Fixed());
  }

  private static NetworkArguments gray(int classes) {
    return new NetworkArguments(classes, 1, 32, 32);
  }

  /** With ReLU and max pooling. */
  static LeNet5 modern(NetworkArguments arguments) {
    return of(arguments, new Relu(), new MaxPool2d(2), Init.heNormal());
  }

  /** With tanh and average pooling. */
  static LeNet5 classic(NetworkArguments arguments) {
    return of(arguments, new Tanh(), new AvgPool2d(2), Init.xavierUniform());
  }

  private static LeNet5 of(NetworkArguments arguments, Layer activation, Layer pool, Init init) {
    return new LeNet5(
        Sequential.of(new Conv2d(arguments.channels(), 6, 5).init(init), activation, pool),
        Sequential.of(new Conv2d(6, 16, 5).init(init), activation, pool),
        new Linear(16 * 5 * 5, 120).init(init),
        new Linear(120, 84).init(init),
        new Linear(84, arguments.classes()).init(init),
        activation,
        Blueprint.custom());
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(convBlock1).apply(convBlock2).flatten(1);
    return y.apply(fc1).apply(activation).apply(fc2).apply(activation);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc3);
  }

  @Override
  public LeNet5 head(int classes) {
    return new LeNet5(
        convBlock1,
        convBlock2,
        fc1,
        fc2,
        fc3.outputs(classes),
        activation,
        Architecture.headed(blueprint, classes));
  }

  @Override
  public LeNet5 blueprint(Blueprint blueprint) {
    return new LeNet5(convBlock1, convBlock2, fc1, fc2, fc3, activation, blueprint);
  }

  @Override
  public String headPath() {
    return "fc3";
  }
}
