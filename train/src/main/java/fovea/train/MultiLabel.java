package fovea.train;

import fovea.graph.Tensor;
import fovea.nn.Losses;
import fovea.nn.Tensors;
import java.util.List;

/**
 * Any number of labels at once, each there or not; with one label, yes or no. Takes logits and
 * targets from 0 to 1 of one shape, such as {@code [n, labels]}. The loss is binary cross-entropy
 * of sigmoid; measured are the {@linkplain Metric#binaryAccuracy() share of labels that are right}
 * and {@link Metric#f1}.
 */
public record MultiLabel() implements Task {

  @Override
  public String description() {
    return "labels";
  }

  @Override
  public Tensor loss(Pass pass) {
    return Losses.binaryCrossEntropyWithLogits(pass.output(), pass.target());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.binaryAccuracy(), Metric.f1());
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return outputs.map(Tensor::sigmoid);
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("this task", pass.output(), pass.target());
  }
}
