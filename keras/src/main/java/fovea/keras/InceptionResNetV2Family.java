package fovea.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * Inception-ResNet-v2: 203 convolutions and norms that have numbers only, in the order in which
 * Keras makes them; the convolution at the end of each block has a name, {@code block35_1_conv}.
 */
record InceptionResNetV2Family() implements Family {
  private static final List<String> BLOCK_35 =
      List.of("branch0", "branch1.0", "branch1.1", "branch2.0", "branch2.1", "branch2.2");
  private static final List<String> BLOCK_17_OR_8 =
      List.of("branch0", "branch1.0", "branch1.1", "branch1.2");

  @Override
  public boolean has(LayerNames names) {
    return names.have("block35_1_conv", "block17_20_conv", "block8_10_conv", "conv_7b");
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    List<String> convolutions = zoo.names().numbered("conv2d");
    List<String> norms = zoo.names().numbered("batch_normalization");
    List<String> paths = paths();
    Counted.check("layers", paths.size(), convolutions.size(), norms.size());
    for (int i = 0; i < paths.size(); i++) {
      zoo.convolution(convolutions.get(i), paths.get(i) + ".conv");
      zoo.norm(norms.get(i), paths.get(i) + ".bn", BatchNormMapping.SAME);
    }
    for (int i = 1; i <= 10; i++) {
      zoo.convolution("block35_" + i + "_conv", "repeat." + (i - 1) + ".conv2d");
      String last = i == 10 ? "block8" : "repeat_2." + (i - 1);
      zoo.convolution("block8_" + i + "_conv", last + ".conv2d");
    }
    for (int i = 1; i <= 20; i++) {
      zoo.convolution("block17_" + i + "_conv", "repeat_1." + (i - 1) + ".conv2d");
    }
    zoo.convolution("conv_7b", "conv2d_7b.conv");
    zoo.norm("conv_7b_bn", "conv2d_7b.bn", BatchNormMapping.SAME);
    zoo.head("last_linear", "predictions");
    return zoo.finish("inceptionresnetv2", KerasPixels.symmetric(299));
  }

  /** The zoo's layers in that order. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String stem : List.of("1a", "2a", "2b", "3b", "4a")) {
      paths.add("conv2d_" + stem);
    }
    inside(paths, "mixed_5b", BLOCK_35);
    paths.add("mixed_5b.branch3.1"); // after the pool
    for (int i = 0; i < 10; i++) {
      inside(paths, "repeat." + i, BLOCK_35);
    }
    inside(paths, "mixed_6a", List.of("branch0", "branch1.0", "branch1.1", "branch1.2"));
    for (int i = 0; i < 20; i++) {
      inside(paths, "repeat_1." + i, BLOCK_17_OR_8);
    }
    inside(paths, "mixed_7a", List.of("branch0.0", "branch0.1", "branch1.0", "branch1.1"));
    inside(paths, "mixed_7a", List.of("branch2.0", "branch2.1", "branch2.2"));
    for (int i = 0; i < 10; i++) {
      inside(paths, i == 9 ? "block8" : "repeat_2." + i, BLOCK_17_OR_8);
    }
    return paths;
  }

  private static void inside(List<String> paths, String block, List<String> layers) {
    layers.forEach(layer -> paths.add(block + "." + layer));
  }
}
