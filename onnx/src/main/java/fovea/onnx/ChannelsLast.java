package fovea.onnx;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Graphs over {@code [n, h, w, c]}, as TensorFlow has pictures, made graphs over {@code [n, c, h,
 * w]}.
 */
final class ChannelsLast {
  private static final long MOST_CHANNELS = 4;
  private static final long[] TO_FIRST = {0, 3, 1, 2};
  private static final long[] TO_LAST = {0, 2, 3, 1};

  private ChannelsLast() {}

  /** Whether the graph brings its input to the other order first, or declares it in that order. */
  static boolean is(GraphEntry entry) {
    if (!(entry.input().shape() instanceof OnnxShape.Ranked(List<OnnxDimension> dimensions))) {
      return entry.transposed();
    }
    if (dimensions.size() != 4) {
      return false;
    }
    boolean second = mayBeChannels(dimensions.get(1));
    boolean fourth = mayBeChannels(dimensions.get(3));
    return second == fourth ? entry.transposed() : fourth;
  }

  private static boolean mayBeChannels(OnnxDimension size) {
    return size instanceof OnnxDimension.Fixed(long fixed) && fixed >= 1 && fixed <= MOST_CHANNELS;
  }

  /** The same graph with its input in the order {@code [n, c, h, w]}. */
  static OnnxGraph first(OnnxGraph graph, OnnxValue input) {
    String last = input.name() + "/channels_last";
    List<OnnxNode> nodes = new ArrayList<>();
    boolean needed = false;
    for (OnnxNode node : graph.nodes()) {
      if (isTo(TO_FIRST, node) && node.inputs().getFirst().equals(input.name())) {
        nodes.add(OnnxNode.of("Identity", node.inputs(), node.outputs().getFirst()));
      } else if (node.inputs().contains(input.name())) {
        needed = true;
        nodes.add(reading(node, input.name(), last));
      } else {
        nodes.add(node);
      }
    }
    if (needed) {
      OnnxNode back = OnnxNode.of("Transpose", List.of(input.name()), last);
      nodes.addFirst(back.with("perm", OnnxAttribute.of(TO_LAST)));
    }
    List<OnnxValue> inputs =
        graph.inputs().stream()
            .map(value -> value.equals(input) ? channelsFirst(value) : value)
            .toList();
    return new OnnxGraph(graph.name(), nodes, graph.initializers(), inputs, graph.outputs());
  }

  /** Whether a node brings pictures to {@code [n, c, h, w]}. */
  static boolean isToFirst(OnnxNode node) {
    return isTo(TO_FIRST, node);
  }

  private static boolean isTo(long[] order, OnnxNode node) {
    return node.operator().equals("Transpose") && Arrays.equals(node.wholes("perm"), order);
  }

  private static OnnxNode reading(OnnxNode node, String from, String to) {
    List<String> inputs =
        node.inputs().stream().map(name -> name.equals(from) ? to : name).toList();
    return new OnnxNode(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), node.attributes());
  }

  private static OnnxValue channelsFirst(OnnxValue value) {
    if (!(value.shape() instanceof OnnxShape.Ranked(List<OnnxDimension> sizes))) {
      return value;
    }
    var ordered =
        new OnnxShape.Ranked(List.of(sizes.get(0), sizes.get(3), sizes.get(1), sizes.get(2)));
    return new OnnxValue(value.name(), value.type(), ordered);
  }
}
