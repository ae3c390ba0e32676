package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The gradients of variants of a picture, weighed and added up, by one plan. */
final class SummedGradients {
  private final Compiled compiled;

  /**
   * For one network.
   *
   * @param variants {@code [n, c, h, w]}, made of the arguments of a run
   */
  SummedGradients(ExplainedNetwork subject, Function<List<Tensor>, Tensor> variants) {
    this.compiled =
        subject.compile(
            in -> {
              Tensor weights = in.getFirst();
              Tensor pictures = variants.apply(in.subList(1, in.size()));
              Tensor scores = Logits.of(ForwardPass.of(subject.network(), pictures));
              Tensor score = scores.mul(weights).sum();
              Tensor gradients = score.gradients(List.of(pictures)).getFirst();
              return List.of(gradients.sum(Axes.of(0).keep()));
            });
  }

  /**
   * The sum over the variants, {@code [1, c, h, w]}.
   *
   * @param target how much each score counts, {@code [1, scores]}
   * @param weights how much each variant counts
   * @param arguments that the variants are made of
   */
  HostBuffer of(HostBuffer target, double[] weights, List<HostBuffer> arguments) {
    int scores = target.type().shape().dim(1);
    HostBuffer weighed = HostBuffer.allocate(target.type().with(Shape.of(weights.length, scores)));
    for (int row = 0; row < weights.length; row++) {
      for (int score = 0; score < scores; score++) {
        weighed.set((long) row * scores + score, weights[row] * target.at(score));
      }
    }
    List<HostBuffer> all = new ArrayList<>(List.of(weighed));
    all.addAll(arguments);
    return compiled.call(all).getFirst();
  }
}
