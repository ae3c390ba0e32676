package fovea.zoo.mobile;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.ZooNetwork;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * SqueezeNet (Iandola et al. 2016): AlexNet's accuracy with 50 times fewer parameters. Fire modules
 * squeeze the channels by a 1×1 convolution and expand them by 1×1 and 3×3 ones; a convolution is
 * the head, its outputs are averaged over the picture. For pictures {@code [c, h, w]} of any size
 * from 29, usually 224×224. Names and initial values are torchvision's.
 */
public record SqueezeNet(
    Sequential features,
    @Named("classifier.0") Dropout dropout,
    @Named("classifier.1") Conv2d classifier,
    Blueprint blueprint)
    implements ZooNetwork {

  private SqueezeNet(Sequential features, NetworkArguments arguments) {
    this(
        features,
        new Dropout(arguments.number("dropout")),
        new Conv2d(512, arguments.classes(), 1).init(Init.normal(0.01)),
        Blueprint.custom());
  }

  /** Both versions, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        network("squeezenet1_0", SqueezeNet::version0),
        network("squeezenet1_1", SqueezeNet::version1));
  }

  private static Architecture network(String name, Function<Integer, Sequential> features) {
    return new Architecture(
            name,
            "SqueezeNet",
            NetworkArguments.IMAGENET,
            arguments -> new SqueezeNet(features.apply(arguments.channels()), arguments))
        .input(new PictureSize.AtLeast(29))
        .options(Option.dropout("0.5"));
  }

  /** The version of the paper. */
  private static Sequential version0(int channels) {
    return Sequential.of(
        conv(channels, 96, 7).stride(2),
        new Relu(),
        pool(),
        new Fire(96, 16, 64),
        new Fire(128, 16, 64),
        new Fire(128, 32, 128),
        pool(),
        new Fire(256, 32, 128),
        new Fire(256, 48, 192),
        new Fire(384, 48, 192),
        new Fire(384, 64, 256),
        pool(),
        new Fire(512, 64, 256));
  }

  /** 2.4 times less work than version 1.0 with the same accuracy. */
  private static Sequential version1(int channels) {
    return Sequential.of(
        conv(channels, 64, 3).stride(2),
        new Relu(),
        pool(),
        new Fire(64, 16, 64),
        new Fire(128, 16, 64),
        pool(),
        new Fire(128, 32, 128),
        new Fire(256, 32, 128),
        pool(),
        new Fire(256, 48, 192),
        new Fire(384, 48, 192),
        new Fire(384, 64, 256),
        new Fire(512, 64, 256));
  }

  @Override
  public Tensor features(Tensor x) {
    return x.apply(features);
  }

  @Override
  public Tensor classify(Tensor features) {
    Tensor maps = features.apply(dropout).apply(classifier).relu();
    return maps.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public SqueezeNet head(int classes) {
    return new SqueezeNet(
        features, dropout, classifier.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public SqueezeNet blueprint(Blueprint blueprint) {
    return new SqueezeNet(features, dropout, classifier, blueprint);
  }

  @Override
  public String headPath() {
    return "classifier.1";
  }

  private static Conv2d conv(int in, int out, int kernel) {
    return new Conv2d(in, out, kernel).init(Init.heUniform());
  }

  private static Layer pool() {
    return new MaxPool2d(3).stride(2).ceilMode();
  }

  /** Squeezes, then expands in two ways that stand side by side (fig. 1). */
  record Fire(Conv2d squeeze, Conv2d expand1x1, Conv2d expand3x3) implements Layer {

    Fire(int in, int squeezed, int expanded) {
      this(
          conv(in, squeezed, 1),
          conv(squeezed, expanded, 1),
          conv(squeezed, expanded, 3).padding(1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(squeeze).relu();
      return Tensor.concat(1, List.of(y.apply(expand1x1).relu(), y.apply(expand3x3).relu()));
    }
  }
}
