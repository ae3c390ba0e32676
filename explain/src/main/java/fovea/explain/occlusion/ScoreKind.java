package fovea.explain.occlusion;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.op.Distribution;
import fovea.graph.op.Unary;
import fovea.nn.ForwardPass;

/** Which number of a network is asked about. */
public enum ScoreKind {
  /** The {@linkplain Logits score} of a class, which other classes do not change. */
  LOGIT,
  /** How likely the network takes the class to be, from 0 to 1. */
  PROBABILITY;

  /**
   * The number for each picture, {@code [n]}.
   *
   * @param targets how much each score counts, {@code [n, scores]} or {@code [1, scores]}
   */
  Tensor of(ExplainedNetwork subject, ForwardPass pass, Tensor targets) {
    return switch (this) {
      case LOGIT -> sum(Logits.of(pass), targets);
      // Where one number tells two classes apart, the first is as likely as the second is not.
      case PROBABILITY ->
          sum(probabilities(subject, pass.output()), targets)
              .add(targets.neg().relu().sum(Axes.of(1)));
    };
  }

  private static Tensor sum(Tensor scores, Tensor targets) {
    return scores.mul(targets).sum(Axes.of(1));
  }

  private static Tensor probabilities(ExplainedNetwork subject, Tensor output) {
    return switch (output.node().op()) {
      case Distribution.Softmax _, Unary.Sigmoid _ -> output;
      default -> subject.probabilities(output);
    };
  }
}
