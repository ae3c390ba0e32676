package fovea.hub;

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
import java.util.stream.Stream;

/** Small networks of other programs over pictures {@code [n, 3, 8, 8]}, which end in many ways. */
final class Graphs {
  private static final OnnxValue PICTURES =
      new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, 3, 8, 8));

  private Graphs() {}

  /** Scores {@code s [n, outputs]} of mean red, green and blue, and what comes after them. */
  static Path write(Path file, int outputs, OnnxNode... last) {
    return write(file, outputs, List.of(value(ArrayDType.F32, "y")), last);
  }

  /** The same with other outputs than {@code y}. */
  static Path write(Path file, int outputs, List<OnnxValue> results, OnnxNode... last) {
    List<OnnxNode> nodes =
        List.of(
            OnnxNode.of("GlobalAveragePool", List.of("x"), "p"),
            OnnxNode.of("Flatten", List.of("p"), "h"),
            OnnxNode.of("Gemm", List.of("h", "fc.weight", "fc.bias"), "s")
                .with("transB", OnnxAttribute.of(1L)));
    return write(file, nodes, results, last, weights(outputs, outputs, 3));
  }

  /** Maps {@code s [n, outputs, 8, 8]}, and what comes after them. */
  static Path maps(Path file, int outputs, OnnxNode... last) {
    OnnxNode conv = OnnxNode.of("Conv", List.of("x", "fc.weight", "fc.bias"), "s");
    return write(
        file,
        List.of(conv),
        List.of(value(ArrayDType.F32, "y")),
        last,
        weights(outputs, outputs, 3, 1, 1));
  }

  /** Scores {@code s [n, outputs, 1, 1]}, and what comes after them. */
  static Path columns(Path file, int outputs, OnnxNode... last) {
    List<OnnxNode> nodes =
        List.of(
            OnnxNode.of("GlobalAveragePool", List.of("x"), "p"),
            OnnxNode.of("Conv", List.of("p", "fc.weight", "fc.bias"), "s"));
    return write(
        file, nodes, List.of(value(ArrayDType.F32, "y")), last, weights(outputs, outputs, 3, 1, 1));
  }

  static OnnxValue value(ArrayDType type, String name) {
    return new OnnxValue(name, type, new OnnxShape.Unranked());
  }

  private static List<NamedArray> weights(int outputs, long... shape) {
    float[] weight = new float[3 * outputs];
    float[] bias = new float[outputs];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (i * 7 % 11 - 5) / 2f;
    }
    for (int i = 0; i < outputs; i++) {
      bias[i] = (i * 5 % 7 - 3) / 4f;
    }
    List<Long> sizes = new ArrayList<>();
    for (long size : shape) {
      sizes.add(size);
    }
    return List.of(
        NamedArray.of("fc.weight", sizes, weight),
        NamedArray.of("fc.bias", List.of((long) outputs), bias),
        NamedArray.of("one", List.of(1L), 1L),
        NamedArray.of("large", List.of(), 3e38f),
        NamedArray.of("unit", List.of(), 1f),
        NamedArray.of("flat", List.of(2L), -1L, outputs),
        NamedArray.of("vector", List.of(1L), -1L));
  }

  private static Path write(
      Path file,
      List<OnnxNode> first,
      List<OnnxValue> results,
      OnnxNode[] last,
      List<NamedArray> weights) {
    List<OnnxNode> nodes = Stream.concat(first.stream(), Stream.of(last)).toList();
    var graph = new OnnxGraph("g", nodes, weights, List.of(PICTURES), results);
    OnnxModel.of(graph, 13).write(file);
    return file;
  }
}
