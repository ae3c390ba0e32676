package fovea.train;

import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.nn.Losses;
import fovea.nn.Tensors;
import java.util.List;

/**
 * One of several classes. Takes logits {@code [n, classes]} and as target the class of each
 * example, {@code i32[n]}, or how much of each class it has, {@code f32[n, classes]}. The loss is
 * cross-entropy of softmax; measured is the {@linkplain Metric#accuracy() accuracy}.
 *
 * @param smoothing share of each target that is spread over all classes, 0 by default (Szegedy et
 *     al. 2016)
 */
public record Classification(double smoothing) implements Task {

  /**
   * Checks the share.
   *
   * @throws FoveaException if it is not from 0 to below 1
   */
  public Classification {
    Settings.fraction("label smoothing", smoothing);
  }

  /** Without label smoothing. */
  public Classification() {
    this(0);
  }

  /** With label smoothing. */
  public Classification smoothing(double share) {
    return new Classification(share);
  }

  @Override
  public String description() {
    return smoothing == 0 ? "classification" : "classification, label smoothing " + smoothing;
  }

  @Override
  public Tensor loss(Pass pass) {
    Tensor target = pass.target();
    if (!target.type().dtype().floating()) {
      return smoothing == 0
          ? Losses.crossEntropy(pass.output(), target)
          : Losses.crossEntropy(pass.output(), target, smoothing);
    }
    int classes = pass.output().shape().dim(1);
    Tensor smooth = target.mul(1 - smoothing).add(smoothing / classes);
    Tensor each = smooth.mul(pass.output().logSoftmax(1)).sum();
    return each.mul(-1.0 / pass.examples());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy());
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return outputs.map(logits -> logits.softmax(1));
  }

  @Override
  public void check(Pass pass) {
    Shape logits = pass.output().shape();
    Tensor target = pass.target();
    if (logits.rank() != 2) {
      throw FoveaException.here(
          "classification takes logits [n, classes], the network gives " + logits,
          "end it with a linear layer of one output for each class, or use another task");
    }
    Shape labels = Shape.of(logits.dim(0));
    boolean fits =
        target.type().dtype() == DType.I32
            ? target.shape().equals(labels)
            : target.type().dtype() == DType.F32 && target.shape().equals(logits);
    if (!fits) {
      throw FoveaException.here(
          "classification takes targets i32%s or f32%s, found %s"
              .formatted(labels, logits, target.type()),
          "give each example the index of its class, or use Task.regression() for numbers");
    }
  }
}
