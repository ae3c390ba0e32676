package fovea.format.onnx;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Small models for tests. */
final class Samples {
  private Samples() {}

  /** A model with every kind of attribute and element type. */
  static OnnxModel everything() {
    var node =
        OnnxNode.of("Everything", List.of("x", "", "w"), "y")
            .with("whole", OnnxAttribute.of(-3))
            .with("real", OnnxAttribute.of(0.25))
            .with("text", OnnxAttribute.of("größer"))
            .with("wholes", OnnxAttribute.of(1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE))
            .with("reals", OnnxAttribute.of(1.5, -2.5))
            .with("none", OnnxAttribute.of(new long[0]))
            .with("texts", new OnnxAttribute.Texts(List.of("a", "")))
            .with("array", OnnxAttribute.of(NamedArray.of("", List.of(2L), 1f, 2f)));
    var other = new OnnxNode("", "my.domain", "Other", List.of("y"), List.of("z", ""), empty());
    List<NamedArray> tensors = new ArrayList<>();
    for (ArrayDType type : ArrayDType.values()) {
      var data = new byte[6 * type.bytes()];

      data[0] = 1;
      tensors.add(new NamedArray("of " + type, type, List.of(2L, 3L), MemorySegment.ofArray(data)));
    }
    tensors.add(NamedArray.of("scalar", List.of(), 7f));
    tensors.add(NamedArray.of("nothing", List.of(0L), new float[0]));
    var graph =
        new OnnxGraph(
            "graph",
            List.of(node, other),
            tensors,
            List.of(
                new OnnxValue("x", ArrayDType.F32, OnnxShape.batch("n", 3, 8, 8)),
                new OnnxValue("any", ArrayDType.I64, new OnnxShape.Unranked())),
            List.of(new OnnxValue("z", ArrayDType.F32, OnnxShape.of(1, 10))));
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("classes", "[\"cat\",\"dog\"]");
    metadata.put("empty", "");
    return OnnxModel.of(graph, 17).metadata(metadata);
  }

  private static SequencedMap<String, OnnxAttribute> empty() {
    return new LinkedHashMap<>();
  }
}
