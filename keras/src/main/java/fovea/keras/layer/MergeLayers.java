package fovea.keras.layer;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import java.util.ArrayList;
import java.util.List;

/** Layers of several inputs. */
final class MergeLayers {

  private MergeLayers() {}

  /** Add, Multiply, Maximum, Minimum: one after the other. */
  static Feature fold(LayerCall call, String operator) {
    List<Feature> inputs = inputs(call, 2);
    Feature first = inputs.getFirst();
    String value = first.value();
    for (int i = 1; i < inputs.size(); i++) {
      OnnxNode node = OnnxNode.of(operator, List.of(value, inputs.get(i).value()), call.result());
      call.graph().add(node);
      value = node.outputs().getFirst();
    }
    return first.value(value).shape(broadcast(call, inputs));
  }

  /** Subtract: of two. */
  static Feature difference(LayerCall call) {
    if (call.inputs().size() != 2) {
      throw call.config().unsupported("Subtract of " + call.inputs().size() + " inputs");
    }
    return fold(call, "Sub");
  }

  /** Average. */
  static Feature mean(LayerCall call) {
    Feature sum = fold(call, "Add");
    float share = 1f / call.inputs().size();
    String factor = call.graph().constant(call.path() + "/share", ActivationLayers.scalar(share));
    OnnxNode node = OnnxNode.of("Mul", List.of(sum.value(), factor), call.result());
    call.graph().add(node);
    return sum.value(node.outputs().getFirst());
  }

  /** The first input and a share of the second, as in Inception-ResNet. */
  static Feature scaledSum(LayerCall call) {
    List<Feature> inputs = inputs(call, 2);
    float scale = (float) call.config().real("scale", 1);
    String factor = call.graph().constant(call.path() + "/scale", ActivationLayers.scalar(scale));
    String share = call.graph().name(call.path() + "/share");
    call.graph().add(OnnxNode.of("Mul", List.of(inputs.get(1).value(), factor), share));
    OnnxNode node = OnnxNode.of("Add", List.of(inputs.getFirst().value(), share), call.result());
    call.graph().add(node);
    return inputs.getFirst().value(node.outputs().getFirst());
  }

  /** Concatenate. */
  static Feature concatenate(LayerCall call) {
    List<Feature> inputs = inputs(call, 1);
    Feature first = inputs.getFirst();
    int rank = first.shape().size() + 1;
    int axis = Math.floorMod((int) call.config().real("axis", -1), rank);
    if (axis == 0 || (rank != 2 && rank != 4)) {
      throw call.config().unsupported("Concatenate over axis " + axis);
    }
    int ours = rank == 2 || call.channelsFirst() ? axis : axis % 3 + 1;
    OnnxNode node =
        OnnxNode.of("Concat", inputs.stream().map(Feature::value).toList(), call.result());
    call.graph().add(node.with("axis", OnnxAttribute.of((long) ours)));
    // Axis of the shape as it is kept here: height, width, channels.
    int kept = rank == 2 ? 0 : List.of(2, 0, 1).get(ours - 1);
    List<Integer> shape = new ArrayList<>(first.shape());
    int sum = 0;
    for (Feature input : inputs) {
      boolean unknown = input.shape().size() != shape.size();
      if (unknown) {
        throw call.config().unsupported("Concatenate of different kinds of inputs");
      }
      int size = input.shape().get(kept);
      boolean open = sum == Feature.UNKNOWN || size == Feature.UNKNOWN;
      sum = open ? Feature.UNKNOWN : Math.addExact(sum, size);
    }
    shape.set(kept, sum);
    return first.value(node.outputs().getFirst()).shape(shape);
  }

  private static List<Feature> inputs(LayerCall call, int least) {
    if (call.inputs().size() < least) {
      throw call.config().unsupported(call.type() + " of " + call.inputs().size() + " inputs");
    }
    return call.inputs().stream().map(call.graph()::settled).toList();
  }

  private static List<Integer> broadcast(LayerCall call, List<Feature> inputs) {
    List<Integer> shape = new ArrayList<>(inputs.getFirst().shape());
    for (Feature input : inputs) {
      if (input.shape().size() != shape.size()) {
        throw call.config().unsupported(call.type() + " of different kinds of inputs");
      }
      for (int i = 0; i < shape.size(); i++) {
        if (shape.get(i) == 1) {
          shape.set(i, input.shape().get(i));
        }
      }
    }
    return shape;
  }
}
