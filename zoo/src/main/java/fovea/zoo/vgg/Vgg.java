package fovea.zoo.vgg;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.layer.AdaptiveAvgPool2d;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * VGG (Simonyan &amp; Zisserman 2014): five stages of convolutions 3×3, each halved by a 2×2 pool,
 * and three linear layers; for pictures {@code [c, h, w]} of any size from 32, usually 224×224.
 * With or without batch norm after each convolution. Names and initial values are torchvision's.
 */
public record Vgg(
    Sequential features,
    AdaptiveAvgPool2d avgpool,
    @Named("classifier.0") Linear fc6,
    @Named("classifier.2") Dropout drop6,
    @Named("classifier.3") Linear fc7,
    @Named("classifier.5") Dropout drop7,
    @Named("classifier.6") Linear fc8,
    Blueprint blueprint)
    implements ZooNetwork {

  // Convolutions in each stage, by the columns of the paper's table 1.
  private static final List<Integer> A = List.of(1, 1, 2, 2, 2);
  private static final List<Integer> B = List.of(2, 2, 2, 2, 2);
  private static final List<Integer> D = List.of(2, 2, 3, 3, 3);
  private static final List<Integer> E = List.of(2, 2, 4, 4, 4);

  private Vgg(List<Integer> stages, boolean batchNorm, NetworkArguments arguments) {
    this(
        features(stages, batchNorm, arguments.channels()),
        new AdaptiveAvgPool2d(7, 7),
        linear(512 * 7 * 7, 4096),
        new Dropout(arguments.number("dropout")),
        linear(4096, 4096),
        new Dropout(arguments.number("dropout")),
        linear(4096, arguments.classes()),
        Blueprint.custom());
  }

  /** All of them, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        network("vgg11", A),
        network("vgg11_bn", A),
        network("vgg13", B),
        network("vgg13_bn", B),
        network("vgg16", D).published(PublishedResult.keras(0.713, 0.901).depth(23)),
        network("vgg16_bn", D),
        network("vgg19", E),
        network("vgg19_bn", E));
  }

  private static Architecture network(String name, List<Integer> stages) {
    boolean batchNorm = name.endsWith("_bn");
    return new Architecture(
            name,
            "VGG",
            NetworkArguments.IMAGENET,
            arguments -> new Vgg(stages, batchNorm, arguments))
        .input(new PictureSize.AtLeast(32))
        .options(Option.dropout("0.5"));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(features).apply(avgpool).flatten(1);
    return y.apply(fc6).relu().apply(drop6).apply(fc7).relu();
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(drop7).apply(fc8);
  }

  @Override
  public Vgg head(int classes) {
    return new Vgg(
        features,
        avgpool,
        fc6,
        drop6,
        fc7,
        drop7,
        fc8.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public Vgg blueprint(Blueprint blueprint) {
    return new Vgg(features, avgpool, fc6, drop6, fc7, drop7, fc8, blueprint);
  }

  @Override
  public String headPath() {
    return "classifier.6";
  }

  private static Sequential features(List<Integer> stages, boolean batchNorm, int channels) {
    List<Layer> layers = new ArrayList<>();
    int in = channels;
    int out = 64;
    for (int convolutions : stages) {
      for (int i = 0; i < convolutions; i++) {
        layers.add(new Conv2d(in, out, 3).padding(1).init(Init.heNormalFanOut()));
        if (batchNorm) {
          layers.add(new BatchNorm2d(out));
        }
        layers.add(new Relu());
        in = out;
      }
      layers.add(new MaxPool2d(2));
      out = Math.min(2 * out, 512);
    }
    return Sequential.of(layers.toArray(Layer[]::new));
  }

  private static Linear linear(int in, int out) {
    return new Linear(in, out).init(Init.normal(0.01));
  }
}
