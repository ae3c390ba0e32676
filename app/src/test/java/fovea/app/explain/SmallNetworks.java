package fovea.app.explain;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Networks of few numbers in ONNX, for pictures of 8 × 8 pixels in color. */
final class SmallNetworks {
  private static final int SIDE = 8;
  private static final int CHANNELS = 3;

  private SmallNetworks() {}

  /**
   * A convolution for each color, and scores of what its means weigh.
   *
   * @param last operator that ends it, such as {@code Softmax}
   * @param weight of the scores, three for each
   */
  static Path convolutional(Path file, String last, float... weight) {
    float[] kernel = new float[CHANNELS * CHANNELS * 9];
    for (int channel = 0; channel < CHANNELS; channel++) {
      kernel[(channel * CHANNELS + channel) * 9 + 4] = 1;
    }
    var nodes = new ArrayList<OnnxNode>();
    nodes.add(
        OnnxNode.of("Conv", List.of("x", "conv.weight"), "maps")
            .with("pads", OnnxAttribute.of(1L, 1L, 1L, 1L)));
    nodes.add(OnnxNode.of("Relu", List.of("maps"), "relu"));
    nodes.addAll(head("relu", last));
    var conv =
        NamedArray.of("conv.weight", List.of((long) CHANNELS, (long) CHANNELS, 3L, 3L), kernel);
    return write(file, nodes, List.of(conv, scores(weight)));
  }

  /** Scores of what the mean of each color weighs. */
  static Path flat(Path file, String last, float... weight) {
    return write(file, head("x", last), List.of(scores(weight)));
  }

  private static List<OnnxNode> head(String from, String last) {
    return List.of(
        OnnxNode.of("GlobalAveragePool", List.of(from), "means"),
        OnnxNode.of("Flatten", List.of("means"), "flat"),
        OnnxNode.of("Gemm", List.of("flat", "fc.weight"), "scores")
            .with("transB", OnnxAttribute.of(1L)),
        OnnxNode.of(last, List.of("scores"), "y"));
  }

  private static NamedArray scores(float... weight) {
    return NamedArray.of(
        "fc.weight", List.of((long) weight.length / CHANNELS, (long) CHANNELS), weight);
  }

  private static Path write(Path file, List<OnnxNode> nodes, List<NamedArray> weights) {
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, CHANNELS, SIDE, SIDE));
    var output = new OnnxValue("y", ArrayDType.F32, new OnnxShape.Unranked());
    OnnxModel.of(new OnnxGraph("g", nodes, weights, List.of(input), List.of(output)), 13)
        .write(file);
    return file;
  }
}
