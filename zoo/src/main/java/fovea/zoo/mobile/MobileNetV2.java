package fovea.zoo.mobile;

import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.activation.Relu6;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.Option.Range;
import fovea.zoo.catalog.ZooNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * MobileNet-v2 (Sandler et al. 2018): inverted residuals, which widen the channels, filter each by
 * itself and narrow them again without activation. For pictures {@code [c, h, w]} of any size,
 * usually 224×224. Names, initial values and the rounding of widths are torchvision's.
 *
 * <p>Weights that come from TensorFlow or Keras want the option {@code padding=same}, which pads
 * strided convolutions at the bottom and right only; those of Keras {@code epsilon=0.001} as well.
 */
public record MobileNetV2(
    Sequential features,
    @Named("classifier.0") Dropout dropout,
    @Named("classifier.1") Linear classifier,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final String TENSORFLOW_PADDING = "same";
  private static final Option DEPTH = Option.stochasticDepth();

  /** One line of the paper's table 2: {@code repeats} blocks, the first with the stride. */
  private record Stage(int expansion, int channels, int repeats, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private static final int BLOCKS = STAGES.stream().mapToInt(Stage::repeats).sum();

  private MobileNetV2(NetworkArguments arguments) {
    this(
        new Design(
                arguments.number("width"),
                arguments.text("padding").equals(TENSORFLOW_PADDING),
                arguments.number("epsilon"),
                arguments.number(DEPTH.name()))
            .features(arguments.channels()),
        new Dropout(arguments.number("dropout")),
        new Linear(Design.last(arguments.number("width")), arguments.classes())
            .init(Init.normal(0.01)),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture("mobilenet_v2", "MobileNet", NetworkArguments.IMAGENET, MobileNetV2::new)
            .options(
                Option.number("width", "1", new Range(0.1, 4), "factor of all channels")
                    .published("0.1", "0.25", "0.35", "0.5", "0.75", "1.3", "1.4"),
                Option.words(
                    "padding",
                    "same is TensorFlow's, which strided convolutions from there need",
                    "torch",
                    TENSORFLOW_PADDING),
                Option.number(
                        "epsilon",
                        "1e-5",
                        new Range(1e-9, 0.1),
                        "guard of batch norms; Keras: 0.001")
                    .published("0.001"),
                Option.dropout("0.2"),
                DEPTH));
  }

  @Override
  public Tensor features(Tensor x) {
    return x.apply(features).adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(dropout).apply(classifier);
  }

  @Override
  public MobileNetV2 head(int classes) {
    return new MobileNetV2(
        features, dropout, classifier.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public MobileNetV2 blueprint(Blueprint blueprint) {
    return new MobileNetV2(features, dropout, classifier, blueprint);
  }

  @Override
  public String headPath() {
    return "classifier.1";
  }

  /**
   * Convolutions that only a projection follows, and a shortcut where the shapes allow it.
   *
   * @param dropped probability that training leaves the convolutions out, beside a shortcut
   */
  record InvertedResidual(Sequential conv, boolean shortcut, double dropped) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv);
      return shortcut ? x.add(new StochasticDepth(dropped).forward(y)) : y;
    }
  }

  /**
   * What the variants differ in.
   *
   * @param width factor of all channels
   * @param same whether strided convolutions are padded as in TensorFlow
   * @param epsilon of batch norms
   * @param dropped probability that training leaves the last block out
   */
  private record Design(double width, boolean same, double epsilon, double dropped) {

    Sequential features(int channels) {
      List<Layer> layers = new ArrayList<>();
      int in = rounded(32 * width);
      layers.add(filter(new Conv2d(channels, in, 3), 2));
      for (Stage stage : STAGES) {
        int out = rounded(stage.channels * width);
        for (int i = 0; i < stage.repeats; i++) {
          boolean keeps = (i > 0 || stage.stride == 1) && in == out;
          var depth = StochasticDepth.linear(dropped, layers.size(), BLOCKS);
          Sequential conv = convolutions(in, out, stage.expansion, i == 0 ? stage.stride : 1);
          layers.add(new InvertedResidual(conv, keeps, depth.p()));
          in = out;
        }
      }
      layers.add(activated(new Conv2d(in, last(width), 1)));
      return Sequential.of(layers.toArray(Layer[]::new));
    }

    private Sequential convolutions(int in, int out, int expansion, int stride) {
      int hidden = in * expansion;
      List<Layer> layers = new ArrayList<>();
      if (expansion > 1) {
        layers.add(activated(new Conv2d(in, hidden, 1)));
      }
      layers.add(filter(new Conv2d(hidden, hidden, 3).groups(hidden), stride));
      layers.add(bare(new Conv2d(hidden, out, 1)));
      layers.add(norm(out));
      return Sequential.of(layers.toArray(Layer[]::new));
    }

    private Layer filter(Conv2d conv, int stride) {
      Conv2d strided = conv.stride(stride);
      return activated(stride > 1 && same ? strided.samePadding() : strided.padding(1));
    }

    private Layer activated(Conv2d conv) {
      return Sequential.of(bare(conv), norm(conv.weight().shape().dim(0)), new Relu6());
    }

    private static Conv2d bare(Conv2d conv) {
      return conv.noBias().init(Init.heNormalFanOut());
    }

    private BatchNorm2d norm(int channels) {
      return new BatchNorm2d(channels).epsilon(epsilon);
    }

    /** Channels of the last convolution: a narrow network keeps all of them. */
    static int last(double width) {
      return rounded(1280 * Math.max(1, width));
    }

    /** The multiple of 8 next to {@code channels} that is not below 90 % of it. */
    static int rounded(double channels) {
      int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
      return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
  }
}
