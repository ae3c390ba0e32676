package fovea.explain.relevance;

import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.Norm;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph in which convolutions and linear layers have the batch norms that follow them in their
 * weights: one linear layer in place of two, which relevance is handed back through as a whole.
 */
final class FoldedNorms {
  private final Map<Tensor, Tensor> made = new HashMap<>();

  private FoldedNorms() {}

  /** What computes the same as {@code output}. */
  static Tensor of(Tensor output) {
    FoldedNorms folded = new FoldedNorms();
    NodeOrder.asRead(List.of(output)).forEach(folded::make);
    return folded.made.getOrDefault(output, output);
  }

  /**
   * What a batch norm by running statistics multiplies each channel with, and what it adds, in a
   * shape that broadcasts with what is normalized.
   */
  record ScaleAndShift(Tensor scale, Tensor shift) {

    static ScaleAndShift of(Norm.BatchNormInference norm, List<Tensor> inputs, Shape normalized) {
      Tensor scale = inputs.get(1).div(inputs.get(4).add(norm.epsilon()).sqrt());
      Tensor shift = inputs.get(2).sub(inputs.get(3).mul(scale));
      int[] channels = normalized.rank() == 4 ? new int[] {1, -1, 1, 1} : new int[] {1, -1};
      return new ScaleAndShift(scale.reshape(channels), shift.reshape(channels));
    }
  }

  private void make(Node node) {
    List<Tensor> inputs =
        node.inputs().stream().map(input -> made.getOrDefault(input, input)).toList();
    if (node.op() instanceof Norm.BatchNormInference norm && isLinear(inputs.getFirst().node())) {
      made.put(node.output(), Scope.within(node.path(), () -> folded(norm, inputs)));
    } else if (!inputs.equals(node.inputs())) {
      Node again = Scope.within(node.path(), () -> Node.of(node.op(), inputs));
      for (int i = 0; i < node.outputs().size(); i++) {
        made.put(node.output(i), again.output(i));
      }
    }
  }

  private static boolean isLinear(Node node) {
    return node.op() instanceof Conv.Conv2d || node.op() instanceof Dense.Linear;
  }

  private static Tensor folded(Norm.BatchNormInference norm, List<Tensor> inputs) {
    Node linear = inputs.getFirst().node();
    Tensor weight = linear.input(1);
    int outputs = weight.shape().dim(0);
    ScaleAndShift channels = ScaleAndShift.of(norm, inputs, linear.output().shape());
    Tensor scale = channels.scale().reshape(outputs);
    Tensor shift = channels.shift().reshape(outputs);
    Tensor bias = linear.inputs().size() == 3 ? linear.input(2).mul(scale).add(shift) : shift;
    int[] perOutput = new int[weight.shape().rank()];
    Arrays.fill(perOutput, 1);
    perOutput[0] = outputs;
    Tensor scaled = weight.mul(scale.reshape(perOutput));
    return Node.of(linear.op(), List.of(linear.input(0), scaled, bias)).output();
  }
}
