package fovea.nn.loss;

import fovea.graph.Tensor;
import java.util.List;

/**
 * Class indices as a loss needs them.
 *
 * @param oneHot 1 at each row's class and 0 elsewhere, {@code [n, classes, …]}; an ignored row has
 *     the first class
 * @param kept 1 for rows that count and 0 for those that are ignored, {@code [n, …]}
 */
record ClassTargets(Tensor oneHot, Tensor kept) {

  /** Those of {@code labels}, which fit the logits. */
  static ClassTargets of(Tensor logits, Tensor labels, List<Integer> ignored) {
    Tensor counted = labels;
    Tensor kept = Tensor.full(logits.type().with(labels.shape()), 1);
    for (int label : ignored) {
      Tensor found = labels.equal(Tensor.full(labels.type(), label));
      counted = Tensor.where(found, Tensor.full(labels.type(), 0), counted);
      kept = kept.mul(found.cast(logits.type().dtype()).neg().add(1));
    }
    int classes = logits.shape().dim(1);
    return new ClassTargets(counted.oneHot(classes, 1).cast(logits.type().dtype()), kept);
  }

  /** The number at each row's class. What is at the others may be infinite. */
  Tensor chosen(Tensor numbers) {
    return CrossEntropy.chosen(oneHot, numbers);
  }
}
