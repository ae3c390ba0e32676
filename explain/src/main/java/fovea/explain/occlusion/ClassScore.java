package fovea.explain.occlusion;

import fovea.explain.network.Subject;
import fovea.graph.Axes;
import fovea.graph.Tensor;

/** Which number of the network is asked about. */
public enum ClassScore {
  /** What the network gives: a logit, which other classes do not change. */
  LOGIT {
    @Override
    Tensor of(Subject subject, Tensor scores, Tensor targets) {
      return scores.mul(targets).sum(Axes.of(1));
    }
  },
  /** How likely the network takes the class to be, from 0 to 1. */
  PROBABILITY {
    @Override
    Tensor of(Subject subject, Tensor scores, Tensor targets) {
      // Where one number tells two classes apart, the first is as likely as the second is not.
      Tensor whole = targets.neg().relu().sum(Axes.of(1));
      return LOGIT.of(subject, subject.probabilities(scores), targets).add(whole);
    }
  };

  /**
   * The number for each picture, {@code [n]}.
   *
   * @param scores of the network, {@code [n, scores]}
   * @param targets how much each counts, {@code [n, scores]} or {@code [1, scores]}
   */
  abstract Tensor of(Subject subject, Tensor scores, Tensor targets);
}
