package fovea.keras;

import fovea.keras.config.HeightWidth;
import java.util.List;

/** VGG-16 and VGG-19: {@code block1_conv1} to {@code block5_conv4}, {@code fc1}, {@code fc2}. */
record VggFamily() implements Family {

  @Override
  public boolean has(LayerNames names) {
    return names.have("block1_conv1", "block1_conv2", "block4_conv3", "block5_conv3");
  }

  @Override
  public KerasModel.ZooWeights translate(ZooNames zoo) {
    boolean deep = zoo.has("block5_conv4");
    List<Integer> stages = deep ? List.of(2, 2, 4, 4, 4) : List.of(2, 2, 3, 3, 3);
    int index = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int i = 1; i <= stages.get(stage); i++) {
        zoo.convolution("block" + (stage + 1) + "_conv" + i, "features." + index);
        index += 2; // ReLU is a layer of its own
      }
      index++; // the pool
    }
    if (zoo.has("fc1")) {
      int channels = Math.toIntExact(zoo.kernel("block5_conv3").getLast());
      zoo.denseOfPicture("fc1", "classifier.0", new HeightWidth(7, 7), channels);
      zoo.dense("fc2", "classifier.3");
    }
    zoo.head("classifier.6", "predictions");
    return zoo.finish(deep ? "vgg19" : "vgg16", KerasPixels.caffe(224));
  }
}
