package fovea.keras;

import fovea.format.FormatException;
import java.util.List;

/**
 * ResNet-50, 101 and 152 as in the paper: the stride is in the first convolution of a block, and
 * convolutions have biases. {@code conv2_block1_1_conv} in newer files, {@code res2a_branch2a} in
 * older ones.
 */
record ResNetFamily() implements Family {
  private static final BatchNormMapping NEWER = BatchNormMapping.epsilon(1.001e-5);

  @Override
  public boolean has(LayerNames names) {
    return names.have("conv2_block1_1_conv", "conv5_block3_3_conv")
        || names.have("res2a_branch2a", "res5c_branch2c");
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    if (zoo.has("post_bn") || zoo.has("conv2_block1_preact_bn")) {
      throw new FormatException(
          "layers",
          "expected a ResNet of the first version, found the second, whose norms come first",
          "Save the whole model with model.save");
    }
    boolean older = zoo.has("res2a_branch2a");
    unit(
        zoo,
        older ? new Unit("conv1", "bn_conv1", BatchNormMapping.DEFAULT) : newer("conv1"),
        "conv1",
        "bn1");
    int depth = 2;
    for (int stage = 2; stage <= 5; stage++) {
      int block = 0;
      while (zoo.has(path(older, stage, block, 1).convolution)) {
        block(zoo, older, stage, block++);
        depth += 3;
      }
    }
    zoo.head("fc", "fc1000", "probs", "predictions");
    if (!List.of(50, 101, 152).contains(depth)) {
      throw new FormatException(
          "layers",
          "expected a ResNet of 50, 101 or 152 layers, found one of " + depth,
          "Save the whole model with model.save");
    }
    return zoo.finish("resnet" + depth + ":stride=1x1", KerasPixels.caffe(224));
  }

  private static void block(ZooNames zoo, boolean older, int stage, int block) {
    String to = "layer" + (stage - 1) + "." + block + ".";
    for (int i = 1; i <= 3; i++) {
      unit(zoo, path(older, stage, block, i), to + "conv" + i, to + "bn" + i);
    }
    Unit shortcut = path(older, stage, block, 0);
    if (zoo.has(shortcut.convolution)) {
      unit(zoo, shortcut, to + "downsample.0", to + "downsample.1");
    }
  }

  /** A convolution and the norm behind it. */
  private record Unit(String convolution, String norm, BatchNormMapping kind) {}

  /** The {@code number}-th convolution of a block; 0 is its shortcut. */
  private static Unit path(boolean older, int stage, int block, int number) {
    if (!older) {
      return newer("conv" + stage + "_block" + (block + 1) + "_" + number);
    }
    String branch = List.of("1", "2a", "2b", "2c").get(number);
    String place = stage + String.valueOf((char) ('a' + block)) + "_branch" + branch;
    return new Unit("res" + place, "bn" + place, BatchNormMapping.DEFAULT);
  }

  private static Unit newer(String name) {
    return new Unit(name + "_conv", name + "_bn", NEWER);
  }

  private static void unit(ZooNames zoo, Unit unit, String to, String norm) {
    zoo.convolutionWithoutBias(unit.convolution, to);
    zoo.norm(unit.norm, norm, unit.kind.after(unit.convolution));
  }
}
