package fovea.zoo.resnet;

import fovea.graph.type.FoveaException;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;
import java.util.Arrays;

/**
 * What residual networks for small pictures differ in.
 *
 * @param shortcuts between the stages
 * @param zeroInit whether the last norm of each block starts at 0
 * @param dropped probability that training leaves the last block out
 */
record CifarDesign(Shortcuts shortcuts, boolean zeroInit, double dropped) {

  /** Shortcuts between stages, where the shape changes. */
  enum Shortcuts {
    PADDED,
    PROJECTED,
    NONE
  }

  /** With blocks that start like others and are never left out. */
  static CifarDesign of(Shortcuts shortcuts) {
    return new CifarDesign(shortcuts, false, 0);
  }

  /** With blocks that start as the identity, or not. */
  CifarDesign zeroInit(boolean zeroInit) {
    return new CifarDesign(shortcuts, zeroInit, dropped);
  }

  /** With blocks that training leaves out the more often the later they stand. */
  CifarDesign dropped(double dropped) {
    return new CifarDesign(shortcuts, zeroInit, dropped);
  }

  /**
   * A network of {@code depth} layers.
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  CifarResNet make(int depth, int classes) {
    if (depth < 8 || depth % 6 != 2) {
      throw FoveaException.here(
          "a residual network of depth " + depth, "use 6 n + 2, such as 20, 32, 44, 56 or 110");
    }
    int blocks = (depth - 2) / 6;
    return new CifarResNet(
        ResNetParts.conv(3, 16, 3, 1),
        new BatchNorm2d(16),
        stage(0, blocks),
        stage(1, blocks),
        stage(2, blocks),
        new Linear(64, classes).init(Init.heNormal()),
        Blueprint.custom());
  }

  /** A stage halves the picture, but for the first, and doubles the width. */
  private Sequential stage(int stage, int blocks) {
    int width = 16 << stage;
    Layer[] layers = new Layer[blocks];
    Arrays.setAll(
        layers,
        i -> {
          var depth = StochasticDepth.linear(dropped, stage * blocks + i + 1, 3 * blocks);
          boolean first = i == 0 && stage > 0;
          return block(first ? width / 2 : width, width, first ? 2 : 1, depth);
        });
    return Sequential.of(layers);
  }

  private Layer block(int in, int width, int stride, StochasticDepth depth) {
    return switch (shortcuts) {
      case PADDED -> residual(in, width, stride).dropped(depth.p());
      case PROJECTED ->
          residual(in, width, stride)
              .shortcut(ResNetParts.projection(in, width, stride))
              .dropped(depth.p());
      case NONE -> new PlainBlock(in, width, stride);
    };
  }

  private CifarResNet.ResidualBlock residual(int in, int width, int stride) {
    CifarResNet.ResidualBlock block = new CifarResNet.ResidualBlock(in, width, stride);
    return zeroInit ? block.lastNorm(Init.zeros()) : block;
  }
}
