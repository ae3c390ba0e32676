package fovea.zoo.alexnet;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Linear;
import fovea.nn.layer.LocalResponseNorm;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;

/**
 * AlexNet (Krizhevsky et al. 2012), which won ImageNet's challenge: for pictures {@code [c, 227,
 * 227]}, with local response normalization, overlapping pools, and convolutions in two groups, one
 * on each of its two GPUs. Layers have the names of Caffe's copy; initial values are the paper's.
 */
public record AlexNetOriginal(
    Conv2d conv1,
    Conv2d conv2,
    Conv2d conv3,
    Conv2d conv4,
    Conv2d conv5,
    Linear fc6,
    Linear fc7,
    Linear fc8,
    LocalResponseNorm norm,
    Dropout dropout,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final Window OVERLAPPING = Window.of(3).stride(2);

  AlexNetOriginal(NetworkArguments arguments) {
    this(
        conv(new Conv2d(arguments.channels(), 96, 11).stride(4)),
        eager(conv(new Conv2d(96, 256, 5).padding(2).groups(2))),
        conv(new Conv2d(256, 384, 3).padding(1)),
        eager(conv(new Conv2d(384, 384, 3).padding(1).groups(2))),
        eager(conv(new Conv2d(384, 256, 3).padding(1).groups(2))),
        linear(256 * 6 * 6, 4096).biasInit(Init.ones()),
        linear(4096, 4096).biasInit(Init.ones()),
        linear(4096, arguments.classes()),
        // The paper's formula does not divide alpha by the number of channels, its program did.
        new LocalResponseNorm(5).alpha(1e-4).beta(0.75).k(2),
        new Dropout(arguments.number("dropout")),
        Blueprint.custom());
  }

  static Architecture network() {
    NetworkArguments usual = NetworkArguments.IMAGENET.size(227, 227);
    return new Architecture("alexnet_original", "AlexNet", usual, AlexNetOriginal::new)
        .input(new PictureSize.Fixed())
        .published(new PublishedResult("Krizhevsky et al. 2012", 0.593, 0.818, 0))
        .options(Option.dropout("0.5"));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor a = x.apply(conv1).relu().apply(norm).maxPool(OVERLAPPING);
    Tensor b = a.apply(conv2).relu().apply(norm).maxPool(OVERLAPPING);
    Tensor c = b.apply(conv3).relu().apply(conv4).relu().apply(conv5).relu().maxPool(OVERLAPPING);
    return c.flatten(1).apply(fc6).relu().apply(dropout).apply(fc7).relu();
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(dropout).apply(fc8);
  }

  @Override
  public AlexNetOriginal head(int classes) {
    return new AlexNetOriginal(
        conv1,
        conv2,
        conv3,
        conv4,
        conv5,
        fc6,
        fc7,
        fc8.outputs(classes),
        norm,
        dropout,
        Architecture.headed(blueprint, classes));
  }

  @Override
  public AlexNetOriginal blueprint(Blueprint blueprint) {
    return new AlexNetOriginal(
        conv1, conv2, conv3, conv4, conv5, fc6, fc7, fc8, norm, dropout, blueprint);
  }

  @Override
  public String headPath() {
    return "fc8";
  }

  private static Conv2d conv(Conv2d conv) {
    return conv.init(Init.normal(0.01));
  }

  private static Linear linear(int in, int out) {
    return new Linear(in, out).init(Init.normal(0.01));
  }

  /** Biases of 1 give the ReLUs of these layers positive inputs at the start (section 5). */
  private static Conv2d eager(Conv2d conv) {
    return conv.biasInit(Init.ones());
  }
}
