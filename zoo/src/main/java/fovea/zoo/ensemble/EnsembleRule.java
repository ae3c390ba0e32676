package fovea.zoo.ensemble;

import fovea.error.Nearest;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the answers of several classifiers become one. Either rule gives logarithms of probabilities,
 * which are logits, too: their softmax is the probabilities themselves.
 */
public enum EnsembleRule {

  /** The mean of the members' probabilities. */
  AVERAGE,

  /**
   * The majority of the members' votes: each votes for its likeliest class. The mean of their
   * probabilities counts as one vote more, split among the classes, so that it decides between
   * classes of equally many votes and never against a majority: {@code (votes + mean) / (members +
   * 1)}.
   */
  VOTE;

  /** Keeps the logarithm of a class that nobody votes for finite. */
  private static final double LEAST = 1e-37;

  /** The rule of that name: {@code average} or {@code vote}. */
  public static EnsembleRule named(String name) {
    return Arrays.stream(values())
        .filter(rule -> rule.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.here(
                    "there is no rule of an ensemble named \"" + name + '"',
                    Nearest.hint(name, names())));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(EnsembleRule::toString).toList();
  }

  /**
   * The logarithms of the ensemble's probabilities, {@code [n, classes]}.
   *
   * @param logits of the members, each {@code [n, classes]}
   */
  public Tensor logProbabilities(List<Tensor> logits) {
    return switch (this) {
      case AVERAGE -> average(logits);
      case VOTE -> vote(logits);
    };
  }

  /** By the largest member for each class, so that small probabilities stay what they are. */
  private static Tensor average(List<Tensor> logits) {
    List<Tensor> logs = logits.stream().map(own -> own.logSoftmax(1)).toList();
    Tensor largest = logs.stream().reduce(Tensor::maximum).orElseThrow();
    Tensor sum = logs.stream().map(own -> own.sub(largest).exp()).reduce(Tensor::add).orElseThrow();
    return sum.log().add(largest).sub(Math.log(logits.size()));
  }

  private static Tensor vote(List<Tensor> logits) {
    Tensor mean = average(logits).exp();
    Tensor votes = logits.stream().map(EnsembleRule::vote).reduce(Tensor::add).orElseThrow();
    Tensor shares = mean.add(votes).div(logits.size() + 1);
    return shares.maximum(LEAST).log();
  }

  /** 1 for the likeliest class, else 0; by comparison, which all readers of ONNX files know. */
  private static Tensor vote(Tensor logits) {
    float[] indices = new float[logits.shape().dim(1)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    return logits.argmax(1).cast(DType.F32).unsqueeze(1).equal(Tensor.of(indices));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
