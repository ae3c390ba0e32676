package fovea.onnx;

import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the numbers of an initializer are to a network: it follows from who reads them. */
enum Role {
  /** Decides about shapes, or is one number of a formula: stays as it is. */
  CONSTANT,
  /** Learned, starting small. */
  WEIGHT,
  /** Learned, starting at 1. */
  SCALE,
  /** Learned, starting at 0. */
  SHIFT,
  /** Follows the batches, starting at 0. */
  MEAN,
  /** Follows the batches, starting at 1. */
  VARIANCE;

  private static final Set<String> NORMS =
      Set.of(
          "BatchNormalization",
          "InstanceNormalization",
          "LayerNormalization",
          "GroupNormalization");
  private static final Set<String> PRODUCTS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");
  private static final Set<String> SUMS = Set.of("Add", "Sub", "Sum", "Mul", "Div", "Where");
  private static final Set<String> MOVES =
      Set.of(
          "Identity",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Cast",
          "Concat",
          "Expand",
          "Gather",
          "Slice");

  /** Whether training changes it by gradients. */
  boolean learned() {
    return switch (this) {
      case WEIGHT, SCALE, SHIFT -> true;
      case CONSTANT, MEAN, VARIANCE -> false;
    };
  }

  /** The roles of what the nodes of {@code graph} read; what is not there has none. */
  static Map<String, Role> of(OnnxGraph graph) {
    Map<String, Role> roles = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      List<String> inputs = node.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        roles.merge(inputs.get(i), of(node.operator(), i), Role::both);
      }
    }
    return roles;
  }

  /** What is a constant for one reader must be one for all; else the first decides. */
  private static Role both(Role first, Role second) {
    return second == CONSTANT ? CONSTANT : first;
  }

  private static Role of(String operator, int input) {
    if (operator.equals("BatchNormalization") && input > 2) {
      return input == 3 ? MEAN : VARIANCE;
    }
    if (NORMS.contains(operator) && input > 0) {
      return input == 1 ? SCALE : SHIFT;
    }
    if (operator.equals("PRelu") && input == 1) {
      return WEIGHT;
    }
    if (PRODUCTS.contains(operator)) {
      return input == 2 ? SHIFT : WEIGHT;
    }
    boolean read = SUMS.contains(operator) || (MOVES.contains(operator) && input == 0);
    return read || operator.equals("Concat") ? WEIGHT : CONSTANT;
  }
}
