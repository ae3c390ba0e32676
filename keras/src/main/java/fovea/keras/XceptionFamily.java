package fovea.keras;

import java.util.List;

/**
 * Xception: {@code block1_conv1} to {@code block14_sepconv2}. The four shortcuts have numbers only,
 * {@code conv2d_1} to {@code conv2d_4}. Keras counts the stem as a block, the zoo does not.
 */
record XceptionFamily() implements Family {

  @Override
  public boolean has(LayerNames names) {
    return names.have("block1_conv1", "block2_sepconv1", "block14_sepconv2");
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    convolution(zoo, "block1_conv1", "conv1", "bn1");
    convolution(zoo, "block1_conv2", "conv2", "bn2");
    // The first block starts without ReLU.
    block(zoo, 2, List.of(0, 3));
    block(zoo, 3, List.of(1, 4));
    block(zoo, 4, List.of(1, 4));
    for (int i = 5; i <= 12; i++) {
      block(zoo, i, List.of(1, 4, 7));
    }
    block(zoo, 13, List.of(1, 4));
    separable(zoo, "block14_sepconv1", "conv3", "bn3");
    separable(zoo, "block14_sepconv2", "conv4", "bn4");
    List<String> shortcuts = zoo.names().numbered("conv2d", "convolution2d");
    List<String> norms = zoo.names().numbered("batch_normalization", "batchnormalization");
    List<String> blocks = List.of("block1", "block2", "block3", "block12");
    Counted.check("shortcuts", blocks.size(), shortcuts.size(), norms.size());
    for (int i = 0; i < blocks.size(); i++) {
      zoo.convolution(shortcuts.get(i), blocks.get(i) + ".skip");
      zoo.norm(norms.get(i), blocks.get(i) + ".skipbn", BatchNormMapping.DEFAULT);
    }
    zoo.head("last_linear", "predictions");
    return zoo.finish("xception:padding=same", KerasPixels.symmetric(299));
  }

  /** Separable convolutions at these places of the zoo's block. */
  private static void block(ZooNames zoo, int number, List<Integer> places) {
    String to = "block" + (number - 1) + ".rep.";
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      separable(zoo, "block" + number + "_sepconv" + (i + 1), to + place, to + (place + 1));
    }
  }

  private static void separable(ZooNames zoo, String layer, String to, String norm) {
    zoo.separable(layer, to + ".conv1", to + ".pointwise");
    zoo.norm(layer + "_bn", norm, BatchNormMapping.DEFAULT);
  }

  private static void convolution(ZooNames zoo, String layer, String to, String norm) {
    zoo.convolution(layer, to);
    zoo.norm(layer + "_bn", norm, BatchNormMapping.DEFAULT);
  }
}
