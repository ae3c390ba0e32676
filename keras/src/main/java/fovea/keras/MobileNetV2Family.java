package fovea.keras;

import fovea.format.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * MobileNet-v2 of any width: {@code Conv1}, {@code expanded_conv_depthwise}, {@code block_1_expand}
 * to {@code block_16_project}, {@code Conv_1}.
 */
record MobileNetV2Family() implements Family {
  private static final int BLOCKS = 16;
  private static final List<Double> PUBLISHED = List.of(1.0, 0.35, 0.5, 0.75, 1.3, 1.4);

  @Override
  public boolean has(LayerNames names) {
    return names.have("Conv1", "expanded_conv_depthwise", "block_16_project", "Conv_1");
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    zoo.convolution("Conv1", "features.0.0");
    zoo.norm("bn_Conv1", "features.0.1", BatchNormMapping.SAME);
    zoo.depthwise("expanded_conv_depthwise", "features.1.conv.0.0");
    zoo.norm("expanded_conv_depthwise_BN", "features.1.conv.0.1", BatchNormMapping.SAME);
    zoo.convolution("expanded_conv_project", "features.1.conv.1");
    zoo.norm("expanded_conv_project_BN", "features.1.conv.2", BatchNormMapping.SAME);
    for (int i = 1; i <= BLOCKS; i++) {
      String layer = "block_" + i + "_";
      String to = "features." + (i + 1) + ".conv.";
      zoo.convolution(layer + "expand", to + "0.0");
      zoo.norm(layer + "expand_BN", to + "0.1", BatchNormMapping.SAME);
      zoo.depthwise(layer + "depthwise", to + "1.0");
      zoo.norm(layer + "depthwise_BN", to + "1.1", BatchNormMapping.SAME);
      zoo.convolution(layer + "project", to + "2");
      zoo.norm(layer + "project_BN", to + "3", BatchNormMapping.SAME);
    }
    zoo.convolution("Conv_1", "features.18.0");
    zoo.norm("Conv_1_bn", "features.18.1", BatchNormMapping.SAME);
    zoo.head("classifier.1", "Logits", "predictions");
    return zoo.finish(
        "mobilenet_v2:width=" + width(zoo) + ",padding=same,epsilon=0.001",
        KerasPixels.symmetric(224));
  }

  /** The factor that gives the channels of the file; several can, and are the same network. */
  private static String width(ZooNames zoo) {
    List<Long> found = new ArrayList<>();
    found.add(zoo.kernel("Conv1").getLast());
    found.add(zoo.kernel("expanded_conv_project").getLast());
    for (int i = 1; i <= BLOCKS; i++) {
      found.add(zoo.kernel("block_" + i + "_project").getLast());
    }
    List<Double> candidates = new ArrayList<>(PUBLISHED);
    IntStream.rangeClosed(10, 400).forEach(percent -> candidates.add(percent / 100.0));
    for (double width : candidates) {
      if (channels(width).equals(found)) {
        return width == Math.rint(width) ? String.valueOf((int) width) : String.valueOf(width);
      }
    }
    throw new FormatException(
        "layers",
        "expected the channels of MobileNet-v2 times a factor, found " + found,
        "Save the whole model with model.save");
  }

  private static List<Long> channels(double width) {
    List<Long> channels = new ArrayList<>();
    for (int usual : new int[] {32, 16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96}) {
      channels.add(rounded(usual * width));
    }
    for (int usual : new int[] {160, 160, 160, 320}) {
      channels.add(rounded(usual * width));
    }
    return channels;
  }

  /** The multiple of 8 next to {@code channels} that is not below 90 % of it. */
  private static long rounded(double channels) {
    long rounded = Math.max(8, (long) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
