package fovea.zoo;

import fovea.graph.Tensor;
import fovea.graph.Window;
import fovea.nn.BatchNorm2d;
import fovea.nn.Conv2d;
import fovea.nn.Init;
import fovea.nn.Layer;
import fovea.nn.Linear;
import fovea.nn.Sequential;
import java.util.Arrays;
import java.util.List;

/**
 * Residual network (He et al. 2015) for pictures {@code [3, h, w]} of any size, usually 224×224,
 * and its plain twin without shortcuts. Names and initial values are torchvision's, so that its
 * weights load as they are; like there, the stride of a bottleneck is in its 3×3 convolution
 * (v1.5).
 */
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4,
    Linear fc)
    implements Classifier {

  /** 18 layers. */
  public static ResNet resnet18(int classes) {
    return of(new Stages(BasicBlock::new, 1, List.of(2, 2, 2, 2)), classes);
  }

  /** 34 layers. */
  public static ResNet resnet34(int classes) {
    return of(new Stages(BasicBlock::new, 1, List.of(3, 4, 6, 3)), classes);
  }

  /** 50 layers, with bottlenecks. */
  public static ResNet resnet50(int classes) {
    return of(new Stages(Bottleneck::new, 4, List.of(3, 4, 6, 3)), classes);
  }

  /** 101 layers, with bottlenecks. */
  public static ResNet resnet101(int classes) {
    return of(new Stages(Bottleneck::new, 4, List.of(3, 4, 23, 3)), classes);
  }

  /** 152 layers, with bottlenecks. */
  public static ResNet resnet152(int classes) {
    return of(new Stages(Bottleneck::new, 4, List.of(3, 8, 36, 3)), classes);
  }

  /** 18 layers without shortcuts. */
  public static ResNet plain18(int classes) {
    return of(new Stages(PlainBlock::new, 1, List.of(2, 2, 2, 2)), classes);
  }

  /** 34 layers without shortcuts. */
  public static ResNet plain34(int classes) {
    return of(new Stages(PlainBlock::new, 1, List.of(3, 4, 6, 3)), classes);
  }

  /** For pictures with another number of channels. */
  public ResNet channels(int channels) {
    Conv2d stem = conv(channels, 64, 7, 2);
    return new ResNet(stem, bn1, layer1, layer2, layer3, layer4, fc);
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
    return new ResNet(conv1, bn1, layer1, layer2, layer3, layer4, fc.outputs(classes));
  }

  @Override
  public String headPath() {
    return "fc";
  }

  private static ResNet of(Stages stages, int classes) {
    return new ResNet(
        conv(3, 64, 7, 2),
        new BatchNorm2d(64),
        stages.make(0),
        stages.make(1),
        stages.make(2),
        stages.make(3),
        new Linear(512 * stages.expansion, classes));
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

  /** The four stages: each halves the picture, but for the first, and doubles the width. */
  private record Stages(Block block, int expansion, List<Integer> blocks) {
    Sequential make(int stage) {
      int width = 64 << stage;
      int in = stage == 0 ? 64 : width / 2 * expansion;
      Layer[] layers = new Layer[blocks.get(stage)];
      Arrays.setAll(layers, _ -> block.make(width * expansion, width, 1));
      layers[0] = block.make(in, width, stage == 0 ? 1 : 2);
      return Sequential.of(layers);
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

    Bottleneck(int in, int width, int stride) {
      this(
          conv(in, width, 1, 1),
          new BatchNorm2d(width),
          conv(width, width, 3, stride),
          new BatchNorm2d(width),
          conv(width, 4 * width, 1, 1),
          new BatchNorm2d(4 * width),
          projection(in, 4 * width, stride));
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
