package fovea.explain.network;

import fovea.graph.Tensor;
import fovea.graph.op.Distribution;
import fovea.graph.op.Unary;
import fovea.nn.ForwardPass;

/**
 * The scores of a network before a softmax or a sigmoid that ends it: what speaks for a class
 * itself, not against the others, and does not fade where the network is sure.
 */
public final class Logits {
  private Logits() {}

  /**
   * Those of a pass.
   *
   * @return {@code [n, scores]}; what the network gives if no softmax and no sigmoid ends it
   * @throws fovea.graph.type.FoveaException if the network has several outputs
   */
  public static Tensor of(ForwardPass pass) {
    Tensor output = pass.output();
    return switch (output.node().op()) {
      case Distribution.Softmax _, Distribution.LogSoftmax _, Unary.Sigmoid _ ->
          output.node().input(0);
      default -> output;
    };
  }
}
