package fovea.train;

import fovea.graph.DType;
import fovea.graph.Tensor;

/**
 * Share of examples whose true class is among the largest logits.
 *
 * @param k how many count
 */
record TopK(int k) implements Metric {

  TopK {
    Settings.atLeast("k of top k", k, 1);
  }

  @Override
  public String name() {
    return "top" + k;
  }

  @Override
  public Tensor count(Pass pass) {
    Tensor logits = pass.output();
    Tensor label = Classes.labels(pass).cast(DType.F32).reshape(-1, 1);
    Tensor indices = Classes.indices(pass);
    Tensor lowest = Tensor.full(logits.type(), Double.NEGATIVE_INFINITY);
    Tensor own = Tensor.where(indices.equal(label), logits, lowest).max(true, 1);
    // Of equal logits the first one wins, as in argmax.
    Tensor before = logits.equal(own).mul(label.greater(indices));
    Tensor above = logits.greater(own).add(before).sum(false, 1);
    return Tensor.full(above.type(), k).greater(above).sum();
  }

  @Override
  public double value(double[] sums, long examples) {
    return examples == 0 ? 0 : sums[0] / examples;
  }
}
