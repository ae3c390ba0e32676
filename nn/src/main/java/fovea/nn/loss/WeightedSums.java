package fovea.nn.loss;

import fovea.graph.Tensor;

/** Sums over all rows of a batch: of the weighted losses, and of the weights. */
record WeightedSums(Tensor loss, Tensor weight) {

  /** Over the rows of both. */
  WeightedSums add(WeightedSums other) {
    return new WeightedSums(loss.add(other.loss), weight.add(other.weight));
  }

  /** The mean by weight; 0 if nothing counts. */
  Tensor mean() {
    return loss.div(weight.add(weight.equal(0)));
  }
}
