package fovea.graph;

import java.util.List;

/** How much an op has to compute: the products that convolutions and matrix products sum up. */
public final class MultiplyAdds {
  private MultiplyAdds() {}

  /**
   * Products that {@code op} sums up on inputs of these types, those with padding included. Biases,
   * norms, activations and pooling are not counted: memory bounds them, not arithmetic.
   */
  public static long of(Op op, List<TensorType> inputs) {
    return switch (op) {
      case Conv.Conv2d conv ->
          conv.types(inputs).getFirst().shape().elements() * perOutput(inputs.get(1).shape());
      case Conv.InputGrad _ -> elements(inputs, 0) * perOutput(inputs.get(1).shape());
      case Conv.WeightGrad grad -> elements(inputs, 1) * perOutput(grad.weight());
      case Dense.Linear _ -> elements(inputs, 0) * inputs.get(1).shape().dim(0);
      case Dense.LinearInputGrad _, Dense.LinearWeightGrad _ ->
          elements(inputs, 0) * inputs.get(1).shape().dim(1);
      case Dense.MatMul product ->
          elements(inputs, 0) * inputs.get(1).shape().dim(product.transposeB() ? -2 : -1);
      case Source _, Unary _, UnaryGrad _, Binary _, Select _, Pool _, Norm _, Distribution _ -> 0;
      case Loss _, Reduce _, Move _, Upsample _, Noise _, Update _, Custom _ -> 0;
    };
  }

  private static long elements(List<TensorType> inputs, int index) {
    return inputs.get(index).shape().elements();
  }

  /** Products for one element of the output of a convolution. */
  private static long perOutput(Shape weight) {
    return weight.elements() / Math.max(1, weight.dim(0));
  }
}
