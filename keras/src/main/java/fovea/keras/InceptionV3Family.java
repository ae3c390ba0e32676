package fovea.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * Inception-v3: 94 convolutions and as many norms that have numbers only, in the order in which
 * Keras makes them; {@code mixed0} to {@code mixed10} are where branches meet.
 */
record InceptionV3Family() implements Family {
  private static final int CONVOLUTIONS = 94;

  @Override
  public boolean has(LayerNames names) {
    return convolutions(names).size() == CONVOLUTIONS && norms(names).size() == CONVOLUTIONS;
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    List<String> convolutions = convolutions(zoo.names());
    List<String> norms = norms(zoo.names());
    List<String> paths = paths();
    Counted.check("layers", paths.size(), convolutions.size(), norms.size());
    for (int i = 0; i < paths.size(); i++) {
      zoo.convolution(convolutions.get(i), paths.get(i) + ".conv");
      zoo.norm(norms.get(i), paths.get(i) + ".bn", BatchNormMapping.SAME);
    }
    zoo.head("fc", "predictions");
    return zoo.finish("inception_v3:aux=false,padding=same", KerasPixels.symmetric(299));
  }

  private static List<String> convolutions(LayerNames names) {
    return names.numbered("conv2d", "convolution2d");
  }

  private static List<String> norms(LayerNames names) {
    return names.numbered("batch_normalization", "batchnormalization");
  }

  /** The zoo's layers in that order. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String stem : List.of("1a_3x3", "2a_3x3", "2b_3x3", "3b_1x1", "4a_3x3")) {
      paths.add("Conv2d_" + stem);
    }
    for (String letter : List.of("b", "c", "d")) {
      module(paths, "5" + letter, "1x1", "5x5_1", "5x5_2", "3x3dbl_1", "3x3dbl_2", "3x3dbl_3");
      paths.add("Mixed_5" + letter + ".branch_pool");
    }
    module(paths, "6a", "3x3", "3x3dbl_1", "3x3dbl_2", "3x3dbl_3");
    for (String letter : List.of("b", "c", "d", "e")) {
      module(paths, "6" + letter, "1x1", "7x7_1", "7x7_2", "7x7_3");
      for (int i = 1; i <= 5; i++) {
        module(paths, "6" + letter, "7x7dbl_" + i);
      }
      paths.add("Mixed_6" + letter + ".branch_pool");
    }
    module(paths, "7a", "3x3_1", "3x3_2", "7x7x3_1", "7x7x3_2", "7x7x3_3", "7x7x3_4");
    for (String letter : List.of("b", "c")) {
      module(paths, "7" + letter, "1x1", "3x3_1", "3x3_2a", "3x3_2b");
      module(paths, "7" + letter, "3x3dbl_1", "3x3dbl_2", "3x3dbl_3a", "3x3dbl_3b");
      paths.add("Mixed_7" + letter + ".branch_pool");
    }
    return paths;
  }

  private static void module(List<String> paths, String name, String... branches) {
    for (String branch : branches) {
      paths.add("Mixed_" + name + ".branch" + branch);
    }
  }
}
