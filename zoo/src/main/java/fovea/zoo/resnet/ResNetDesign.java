package fovea.zoo.resnet;

import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;
import java.util.Arrays;
import java.util.List;

/**
 * What residual networks for pictures of ImageNet differ in.
 *
 * @param kind of all blocks
 * @param blocks in each of the four stages
 * @param groups of the 3×3 convolutions of bottlenecks
 * @param groupWidth channels of each group in the first stage
 * @param zeroInit whether the last norm of each block starts at 0
 * @param strideFirst whether the first convolution of a bottleneck has the stride
 * @param dropped probability that training leaves the last block out
 */
record ResNetDesign(
    Kind kind,
    List<Integer> blocks,
    int groups,
    int groupWidth,
    boolean zeroInit,
    boolean strideFirst,
    double dropped) {

  /** Kinds of blocks. */
  enum Kind {
    BASIC,
    BOTTLENECK,
    PLAIN
  }

  /** Of blocks of two convolutions, so many in each stage. */
  static ResNetDesign basic(Integer... blocks) {
    return new ResNetDesign(Kind.BASIC, List.of(blocks), 1, 64, false, false, 0);
  }

  /** Of bottlenecks, so many in each stage. */
  static ResNetDesign deep(Integer... blocks) {
    return new ResNetDesign(Kind.BOTTLENECK, List.of(blocks), 1, 64, false, false, 0);
  }

  /** Of blocks without shortcuts, so many in each stage. */
  static ResNetDesign plain(Integer... blocks) {
    return new ResNetDesign(Kind.PLAIN, List.of(blocks), 1, 64, false, false, 0);
  }

  /** With groups in the 3×3 convolutions, each of so many channels in the first stage. */
  ResNetDesign groups(int groups, int groupWidth) {
    return new ResNetDesign(kind, blocks, groups, groupWidth, zeroInit, strideFirst, dropped);
  }

  /** With blocks that start as the identity, or not. */
  ResNetDesign zeroInit(boolean zeroInit) {
    return new ResNetDesign(kind, blocks, groups, groupWidth, zeroInit, strideFirst, dropped);
  }

  /** With the stride of bottlenecks in the first convolution, or not. */
  ResNetDesign strideFirst(boolean strideFirst) {
    return new ResNetDesign(kind, blocks, groups, groupWidth, zeroInit, strideFirst, dropped);
  }

  /** With blocks that training leaves out the more often the later they stand. */
  ResNetDesign dropped(double dropped) {
    return new ResNetDesign(kind, blocks, groups, groupWidth, zeroInit, strideFirst, dropped);
  }

  /** A network for color pictures. */
  ResNet make(int classes) {
    return new ResNet(
        ResNetParts.conv(3, 64, 7, 2),
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
    int before = total(stage);
    Layer[] layers = new Layer[blocks.get(stage)];
    Arrays.setAll(layers, i -> block(width * expansion(), width, 1, depth(before + i)));
    layers[0] = block(in, width, stage == 0 ? 1 : 2, depth(before));
    return Sequential.of(layers);
  }

  /** Blocks of so many stages. */
  private int total(int stages) {
    return blocks.subList(0, stages).stream().mapToInt(Integer::intValue).sum();
  }

  /** For the block after {@code before} others. */
  private StochasticDepth depth(int before) {
    return StochasticDepth.linear(dropped, before + 1, total(blocks.size()));
  }

  private Layer block(int in, int width, int stride, StochasticDepth depth) {
    Init last = zeroInit ? Init.zeros() : Init.ones();
    return switch (kind) {
      case BASIC -> new BasicBlock(in, width, stride).lastNorm(last).dropped(depth.p());
      case BOTTLENECK -> bottleneck(in, width, stride).lastNorm(last).dropped(depth.p());
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
    return ResNetParts.conv(channels, channels, 3, stride).groups(groups);
  }
}
