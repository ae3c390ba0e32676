package fovea.zoo.alexnet;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Named;
import fovea.nn.activation.Relu;
import fovea.nn.layer.AdaptiveAvgPool2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.ZooNetwork;
import java.util.stream.Stream;

/**
 * AlexNet as torchvision has it (Krizhevsky 2014, "One weird trick"): five convolutions without
 * groups and norms, three linear layers; for pictures {@code [c, h, w]} of any size from 63,
 * usually 224×224. Names and initial values are torchvision's. {@link AlexNetOriginal} is that of
 * 2012.
 */
public record AlexNet(
    Sequential features,
    AdaptiveAvgPool2d avgpool,
    @Named("classifier.0") Dropout drop6,
    @Named("classifier.1") Linear fc6,
    @Named("classifier.3") Dropout drop7,
    @Named("classifier.4") Linear fc7,
    @Named("classifier.6") Linear fc8,
    Blueprint blueprint)
    implements ZooNetwork {

  AlexNet(NetworkArguments arguments) {
    this(
        Sequential.of(
            new Conv2d(arguments.channels(), 64, 11).stride(4).padding(2),
            new Relu(),
            new MaxPool2d(3).stride(2),
            new Conv2d(64, 192, 5).padding(2),
            new Relu(),
            new MaxPool2d(3).stride(2),
            new Conv2d(192, 384, 3).padding(1),
            new Relu(),
            new Conv2d(384, 256, 3).padding(1),
            new Relu(),
            new Conv2d(256, 256, 3).padding(1),
            new Relu(),
            new MaxPool2d(3).stride(2)),
        new AdaptiveAvgPool2d(6, 6),
        new Dropout(arguments.number("dropout")),
        new Linear(256 * 6 * 6, 4096),
        new Dropout(arguments.number("dropout")),
        new Linear(4096, 4096),
        new Linear(4096, arguments.classes()),
        Blueprint.custom());
  }

  /** Both, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("alexnet", "AlexNet", NetworkArguments.IMAGENET, AlexNet::new)
            .input(new PictureSize.AtLeast(63))
            .options(Option.dropout("0.5")),
        AlexNetOriginal.network());
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(features).apply(avgpool).flatten(1);
    return y.apply(drop6).apply(fc6).relu().apply(drop7).apply(fc7).relu();
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc8);
  }

  @Override
  public AlexNet head(int classes) {
    return new AlexNet(
        features,
        avgpool,
        drop6,
        fc6,
        drop7,
        fc7,
        fc8.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public AlexNet blueprint(Blueprint blueprint) {
    return new AlexNet(features, avgpool, drop6, fc6, drop7, fc7, fc8, blueprint);
  }

  @Override
  public String headPath() {
    return "classifier.6";
  }
}
