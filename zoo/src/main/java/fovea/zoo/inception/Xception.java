package fovea.zoo.inception;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.activation.Relu;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
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
 * Xception (Chollet 2016): blocks of separable convolutions, which filter each channel by itself
 * and then mix the channels, with shortcuts around them. For pictures {@code [c, h, w]} of any size
 * from 71, usually 299×299. Names are those of the weights in Cadene's pretrained-models.pytorch.
 */
public record Xception(
    Conv2d conv1,
    BatchNorm2d bn1,
    Conv2d conv2,
    BatchNorm2d bn2,
    @Named("") Sequential blocks,
    Layer conv3,
    BatchNorm2d bn3,
    Layer conv4,
    BatchNorm2d bn4,
    @Named("last_linear") Linear lastLinear,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final String TENSORFLOW_PADDING = "same";

  private Xception(NetworkArguments arguments) {
    this(
        new Conv2d(arguments.channels(), 32, 3).stride(2).noBias(),
        new BatchNorm2d(32),
        new Conv2d(32, 64, 3).noBias(),
        new BatchNorm2d(64),
        flows(pool(arguments.text("padding").equals(TENSORFLOW_PADDING))),
        new Separable(1024, 1536),
        new BatchNorm2d(1536),
        new Separable(1536, 2048),
        new BatchNorm2d(2048),
        new Linear(2048, arguments.classes()),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture(
                "xception", "Xception", NetworkArguments.IMAGENET.size(299, 299), Xception::new)
            .input(new PictureSize.AtLeast(71))
            .published(PublishedResult.keras(0.790, 0.945).depth(126))
            .options(
                Option.words(
                    "padding",
                    "same is TensorFlow's, which weights from Keras need",
                    "torch",
                    TENSORFLOW_PADDING)));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor stem = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2).relu();
    Tensor y = stem.apply(blocks).apply(conv3).apply(bn3).relu().apply(conv4).apply(bn4).relu();
    return y.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(lastLinear);
  }

  @Override
  public Xception head(int classes) {
    return new Xception(
        conv1,
        bn1,
        conv2,
        bn2,
        blocks,
        conv3,
        bn3,
        conv4,
        bn4,
        lastLinear.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public Xception blueprint(Blueprint blueprint) {
    return new Xception(
        conv1, bn1, conv2, bn2, blocks, conv3, bn3, conv4, bn4, lastLinear, blueprint);
  }

  @Override
  public String headPath() {
    return "last_linear";
  }

  /** The blocks of the entry flow, the middle flow and the exit flow (fig. 5). */
  private static Sequential flows(Layer pool) {
    Sequential blocks =
        Sequential.of()
            .with("block1", Block.widening(64, 128, false, pool))
            .with("block2", Block.widening(128, 256, true, pool))
            .with("block3", Block.widening(256, 728, true, pool));
    for (int i = 4; i <= 11; i++) {
      blocks = blocks.with("block" + i, Block.middle(728));
    }
    return blocks.with("block12", Block.last(728, 1024, pool));
  }

  private static Layer pool(boolean same) {
    return same ? new SamePool(Window.of(3).stride(2)) : new MaxPool2d(3).stride(2).padding(1);
  }

  /** Largest element of each window, padded as TensorFlow does: an odd pixel at the end. */
  record SamePool(Window window) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.maxPool(window.same(x.shape().dim(2), x.shape().dim(3)));
    }
  }

  /** A convolution 3×3 of each channel, and one 1×1 over the channels. */
  record Separable(@Named("conv1") Conv2d filter, Conv2d pointwise) implements Layer {

    Separable(int in, int out) {
      this(new Conv2d(in, in, 3).padding(1).groups(in).noBias(), new Conv2d(in, out, 1).noBias());
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(filter).apply(pointwise);
    }
  }

  /** Separable convolutions, and a shortcut around them. */
  record Block(@Named("") Sequential shortcut, Sequential rep) implements Layer {

    /** Two convolutions to {@code out} channels and half the size. */
    static Block widening(int in, int out, boolean startsWithRelu, Layer pool) {
      List<Layer> layers = new ArrayList<>();
      unit(layers, in, out);
      unit(layers, out, out);
      if (!startsWithRelu) {
        layers.removeFirst();
      }
      layers.add(pool);
      return halving(in, out, layers);
    }

    /** Three convolutions that keep the shape. */
    static Block middle(int channels) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        unit(layers, channels, channels);
      }
      return new Block(Sequential.of(), sequence(layers));
    }

    /** Two convolutions, of which the second widens, and half the size. */
    static Block last(int in, int out, Layer pool) {
      List<Layer> layers = new ArrayList<>();
      unit(layers, in, in);
      unit(layers, in, out);
      layers.add(pool);
      return halving(in, out, layers);
    }

    private static Block halving(int in, int out, List<Layer> layers) {
      Sequential shortcut =
          Sequential.of()
              .with("skip", new Conv2d(in, out, 1).stride(2).noBias())
              .with("skipbn", new BatchNorm2d(out));
      return new Block(shortcut, sequence(layers));
    }

    private static void unit(List<Layer> layers, int in, int out) {
      layers.addAll(List.of(new Relu(), new Separable(in, out), new BatchNorm2d(out)));
    }

    private static Sequential sequence(List<Layer> layers) {
      return Sequential.of(layers.toArray(Layer[]::new));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(rep).add(x.apply(shortcut));
    }
  }
}
