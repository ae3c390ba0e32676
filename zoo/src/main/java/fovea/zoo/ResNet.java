package fovea.zoo;

import fovea.graph.Tensor;
import fovea.graph.Window;
import fovea.model.Blueprint;
import fovea.nn.BatchNorm2d;
import fovea.nn.Conv2d;
import fovea.nn.Init;
import fovea.nn.Layer;
import fovea.nn.Linear;
import fovea.nn.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Residual network (He et al. 2015) for pictures {@code [c, h, w]} of any size, usually 224×224,
 * and its plain twin without shortcuts; ResNeXt (Xie et al. 2016), whose bottlenecks work in groups
 * of channels; and wide ones (Zagoruyko &amp; Komodakis 2016). Names and initial values are
 * torchvision's, so that its weights load as they are; like there, the stride of a bottleneck is in
 * its 3×3 convolution (v1.5).
 */
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4,
    Linear fc,
    Blueprint blueprint)
    implements ZooNetwork {

  private static final String FIRST = "1x1";

  /** 18 layers. */
  public static ResNet resnet18(int classes) {
    return known("resnet18", Design.basic(2, 2, 2, 2), classes);
  }

  /** 34 layers. */
  public static ResNet resnet34(int classes) {
    return known("resnet34", Design.basic(3, 4, 6, 3), classes);
  }

  /** 50 layers, with bottlenecks. */
  public static ResNet resnet50(int classes) {
    return known("resnet50", Design.deep(3, 4, 6, 3), classes);
  }

  /** 101 layers, with bottlenecks. */
  public static ResNet resnet101(int classes) {
    return known("resnet101", Design.deep(3, 4, 23, 3), classes);
  }

  /** 152 layers, with bottlenecks. */
  public static ResNet resnet152(int classes) {
    return known("resnet152", Design.deep(3, 8, 36, 3), classes);
  }

  /** 18 layers without shortcuts. */
  public static ResNet plain18(int classes) {
    return known("plain18", Design.plain(2, 2, 2, 2), classes);
  }

  /** 34 layers without shortcuts. */
  public static ResNet plain34(int classes) {
    return known("plain34", Design.plain(3, 4, 6, 3), classes);
  }

  /** 50 layers, with bottlenecks of 32 groups of 4 channels. */
  public static ResNet resnext50(int classes) {
    return known("resnext50_32x4d", Design.deep(3, 4, 6, 3).groups(32, 4), classes);
  }

  private static ResNet known(String name, Design design, int classes) {
    String made = Arguments.IMAGENET.classes(classes).toString();
    return design.make(classes).blueprint(new Blueprint(name, made));
  }

  /** All of them, for the list of networks. */
  static Stream<Architecture> networks() {
    return Stream.of(
        network("resnet18", Design.basic(2, 2, 2, 2)),
        network("resnet34", Design.basic(3, 4, 6, 3)),
        keras("resnet50", Design.deep(3, 4, 6, 3)).published(Published.keras(0.749, 0.921)),
        keras("resnet101", Design.deep(3, 4, 23, 3)),
        keras("resnet152", Design.deep(3, 8, 36, 3)),
        network("resnext50_32x4d", Design.deep(3, 4, 6, 3).groups(32, 4))
            .published(Published.keras(0.777, 0.938)),
        network("resnext101_32x8d", Design.deep(3, 4, 23, 3).groups(32, 8)),
        network("wide_resnet50_2", Design.deep(3, 4, 6, 3).groups(1, 128)),
        network("wide_resnet101_2", Design.deep(3, 4, 23, 3).groups(1, 128)),
        plain("plain18", Design.plain(2, 2, 2, 2)),
        plain("plain34", Design.plain(3, 4, 6, 3)));
  }

  private static Architecture network(String name, Design design) {
    Option zero =
        Option.flag("zero_init_residual", false, "whether each block starts as the identity");
    return new Architecture(
            name,
            "ResNet",
            Arguments.IMAGENET,
            data ->
                design
                    .zeroInit(data.flag(zero.name()))
                    .make(data.classes())
                    .channels(data.channels()))
        .options(zero);
  }

  /** One that Keras has, too, with the strides of the paper. */
  private static Architecture keras(String name, Design design) {
    Option zero =
        Option.flag("zero_init_residual", false, "whether each block starts as the identity");
    Option stride =
        Option.words(
            "stride",
            "which convolution of a bottleneck has it; the paper and Keras say 1x1",
            "3x3",
            FIRST);
    return new Architecture(
            name,
            "ResNet",
            Arguments.IMAGENET,
            data ->
                design
                    .zeroInit(data.flag(zero.name()))
                    .strideFirst(data.text(stride.name()).equals(FIRST))
                    .make(data.classes())
                    .channels(data.channels()))
        .options(zero, stride)
        .keras(KerasCount.BIASED_CONVOLUTIONS);
  }

  private static Architecture plain(String name, Design design) {
    return new Architecture(
        name,
        "ResNet",
        Arguments.IMAGENET,
        data -> design.make(data.classes()).channels(data.channels()));
  }

  /** For pictures with another number of channels. */
  public ResNet channels(int channels) {
    Conv2d stem = conv(channels, 64, 7, 2);
    return new ResNet(
        stem, bn1, layer1, layer2, layer3, layer4, fc, Architecture.colored(blueprint, channels));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().maxPool(Window.of(3).stride(2).padding(1));
    Tensor z = y.apply(layer1).apply(layer2).apply(layer3).apply(layer4);
    return z.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc);
  }

  @Override
  public ResNet withHead(int classes) {
    return new ResNet(
        conv1,
        bn1,
        layer1,
        layer2,
        layer3,
        layer4,
        fc.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public ResNet blueprint(Blueprint blueprint) {
    return new ResNet(conv1, bn1, layer1, layer2, layer3, layer4, fc, blueprint);
  }

  @Override
  public String headPath() {
    return "fc";
  }

  /** A convolution that keeps the size but for its stride, before a batch norm. */
  static Conv2d conv(int in, int out, int kernel, int stride) {
    Conv2d conv = new Conv2d(in, out, kernel).stride(stride).padding(kernel / 2);
    return conv.noBias().init(Init.heNormalFanOut());
  }

  /** Makes a block from {@code in} channels to {@code width} times the expansion. */
  interface Block {
    Layer make(int in, int width, int stride);
  }

  /** Kinds of blocks. */
  private enum Kind {
    BASIC,
    BOTTLENECK,
    PLAIN
  }

  /**
   * What the variants differ in.
   *
   * @param kind of all blocks
   * @param blocks in each of the four stages
   * @param groups of the 3×3 convolutions of bottlenecks
   * @param groupWidth channels of each group in the first stage
   * @param zeroInit whether the last norm of each block starts at 0
   * @param strideFirst whether the first convolution of a bottleneck has the stride
   */
  private record Design(
      Kind kind,
      List<Integer> blocks,
      int groups,
      int groupWidth,
      boolean zeroInit,
      boolean strideFirst) {

    static Design basic(Integer... blocks) {
      return new Design(Kind.BASIC, List.of(blocks), 1, 64, false, false);
    }

    static Design deep(Integer... blocks) {
      return new Design(Kind.BOTTLENECK, List.of(blocks), 1, 64, false, false);
    }

    static Design plain(Integer... blocks) {
      return new Design(Kind.PLAIN, List.of(blocks), 1, 64, false, false);
    }

    Design groups(int groups, int groupWidth) {
      return new Design(kind, blocks, groups, groupWidth, zeroInit, strideFirst);
    }

    Design zeroInit(boolean zeroInit) {
      return new Design(kind, blocks, groups, groupWidth, zeroInit, strideFirst);
    }

    Design strideFirst(boolean strideFirst) {
      return new Design(kind, blocks, groups, groupWidth, zeroInit, strideFirst);
    }

    ResNet make(int classes) {
      return new ResNet(
          conv(3, 64, 7, 2),
          new BatchNorm2d(64),
          stage(0),
          stage(1),
          stage(2),
          stage(3),
          new Linear(512 * expansion(), classes),
          Blueprint.custom());
    }

    private int expansion() {
      return switch (kind) {
        case BASIC, PLAIN -> 1;
        case BOTTLENECK -> 4;
      };
    }

    /** A stage halves the picture, but for the first, and doubles the width. */
    private Sequential stage(int stage) {
      int width = 64 << stage;
      int in = stage == 0 ? 64 : width / 2 * expansion();
      Layer[] layers = new Layer[blocks.get(stage)];
      Arrays.setAll(layers, _ -> block(width * expansion(), width, 1));
      layers[0] = block(in, width, stage == 0 ? 1 : 2);
      return Sequential.of(layers);
    }

    private Layer block(int in, int width, int stride) {
      Init last = zeroInit ? Init.zeros() : Init.ones();
      return switch (kind) {
        case BASIC -> new BasicBlock(in, width, stride).lastNorm(last);
        case BOTTLENECK -> bottleneck(in, width, stride).lastNorm(last);
        case PLAIN -> new PlainBlock(in, width, stride);
      };
    }

    private Bottleneck bottleneck(int in, int width, int stride) {
      Bottleneck block = new Bottleneck(in, width, inner(width, stride));
      return strideFirst ? block.strideFirst() : block;
    }

    /** The 3×3 convolution of a bottleneck. */
    private Conv2d inner(int width, int stride) {
      int channels = width * groupWidth / 64 * groups;
      return conv(channels, channels, 3, stride).groups(groups);
    }
  }

  /** Two convolutions 3×3 and a shortcut around them (fig. 5, left). */
  record BasicBlock(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Sequential downsample)
      implements Layer {

    BasicBlock(int in, int width, int stride) {
      this(
          conv(in, width, 3, stride),
          new BatchNorm2d(width),
          conv(width, width, 3, 1),
          new BatchNorm2d(width),
          projection(in, width, stride));
    }

    private BasicBlock lastNorm(Init scale) {
      return new BasicBlock(conv1, bn1, conv2, bn2.init(scale), downsample);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2);
      return y.add(x.apply(downsample)).relu();
    }
  }

  /** A 3×3 convolution between two 1×1, and a shortcut around them (fig. 5, right). */
  record Bottleneck(
      Conv2d conv1,
      BatchNorm2d bn1,
      Conv2d conv2,
      BatchNorm2d bn2,
      Conv2d conv3,
      BatchNorm2d bn3,
      Sequential downsample)
      implements Layer {

    /** From {@code in} channels to four times {@code width}, around {@code conv2}. */
    private Bottleneck(int in, int width, Conv2d conv2) {
      int inner = conv2.weight().shape().dim(0);
      this(
          conv(in, inner, 1, 1),
          new BatchNorm2d(inner),
          conv2,
          new BatchNorm2d(inner),
          conv(inner, 4 * width, 1, 1),
          new BatchNorm2d(4 * width),
          projection(in, 4 * width, conv2.window().stride().h()));
    }

    private Bottleneck strideFirst() {
      int stride = conv2.window().stride().h();
      return new Bottleneck(
          conv1.stride(stride), bn1, conv2.stride(1), bn2, conv3, bn3, downsample);
    }

    private Bottleneck lastNorm(Init scale) {
      return new Bottleneck(conv1, bn1, conv2, bn2, conv3, bn3.init(scale), downsample);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2).relu();
      return y.apply(conv3).apply(bn3).add(x.apply(downsample)).relu();
    }
  }

  /** A shortcut that fits the shape (option B); nothing where it fits already. */
  static Sequential projection(int in, int out, int stride) {
    return in == out && stride == 1
        ? Sequential.of()
        : Sequential.of(conv(in, out, 1, stride), new BatchNorm2d(out));
  }
}
