package fovea.zoo;

import fovea.graph.FoveaException;
import fovea.graph.Tensor;
import fovea.nn.BatchNorm2d;
import fovea.nn.Conv2d;
import fovea.nn.Init;
import fovea.nn.Layer;
import fovea.nn.Linear;
import fovea.nn.Sequential;
import java.util.Arrays;

/**
 * Residual network for small pictures (He et al. 2015, section 4.2) and its plain twin: three
 * stages of {@code n} blocks with 16, 32 and 64 channels, {@code 6 n + 2} layers. Shortcuts have no
 * parameters (option A). Names are those of the widely used weights for CIFAR-10.
 */
public record CifarResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Linear linear)
    implements Classifier {

  /**
   * A network of {@code depth} layers.
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  public static CifarResNet resnet(int depth, int classes) {
    return of(ResidualBlock::new, depth, classes);
  }

  /**
   * The same without shortcuts.
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  public static CifarResNet plain(int depth, int classes) {
    return of(PlainBlock::new, depth, classes);
  }

  /** For pictures with another number of channels. */
  public CifarResNet channels(int channels) {
    Conv2d stem = ResNet.conv(channels, 16, 3, 1);
    return new CifarResNet(stem, bn1, layer1, layer2, layer3, linear);
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().apply(layer1).apply(layer2).apply(layer3);
    return y.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(linear);
  }

  @Override
  public CifarResNet withHead(int classes) {
    return new CifarResNet(conv1, bn1, layer1, layer2, layer3, linear.outputs(classes));
  }

  @Override
  public String headPath() {
    return "linear";
  }

  private static CifarResNet of(ResNet.Block block, int depth, int classes) {
    if (depth < 8 || depth % 6 != 2) {
      throw FoveaException.here(
          "a residual network of depth " + depth, "use 6 n + 2, such as 20, 32, 44, 56 or 110");
    }
    int blocks = (depth - 2) / 6;
    return new CifarResNet(
        ResNet.conv(3, 16, 3, 1),
        new BatchNorm2d(16),
        stage(block, 16, blocks),
        stage(block, 32, blocks),
        stage(block, 64, blocks),
        new Linear(64, classes).init(Init.heNormal()));
  }

  private static Sequential stage(ResNet.Block block, int width, int blocks) {
    Layer[] layers = new Layer[blocks];
    Arrays.setAll(layers, _ -> block.make(width, width, 1));
    if (width > 16) {
      layers[0] = block.make(width / 2, width, 2);
    }
    return Sequential.of(layers);
  }

  /** Two convolutions 3×3 and a shortcut around them. */
  record ResidualBlock(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Shortcut shortcut)
      implements Layer {

    ResidualBlock(int in, int width, int stride) {
      this(
          ResNet.conv(in, width, 3, stride),
          new BatchNorm2d(width),
          ResNet.conv(width, width, 3, 1),
          new BatchNorm2d(width),
          new Shortcut(stride, width - in));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2);
      return y.add(x.apply(shortcut)).relu();
    }
  }

  /** Takes every {@code stride}-th pixel and adds {@code channels} of zeros, half on each side. */
  record Shortcut(int stride, int channels) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x;
      if (stride > 1) {
        y = y.slice(2, 0, x.shape().dim(2), stride).slice(3, 0, x.shape().dim(3), stride);
      }
      return channels == 0 ? y : y.pad(1, channels / 2, channels - channels / 2);
    }
  }
}
