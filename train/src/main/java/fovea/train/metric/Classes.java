package fovea.train.metric;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Classes as metrics look at them. */
final class Classes {

  private Classes() {}

  /** The true classes {@code i32[n]}; of shares, the largest. */
  static Tensor labels(Pass pass) {
    return MixedLabels.of(pass).map(MixedLabels::larger).orElseGet(() -> ofTarget(pass.target()));
  }

  private static Tensor ofTarget(Tensor target) {
    return target.type().dtype().floating() ? target.argmax(1) : target;
  }

  /**
   * A number for each example by its true class, {@code f32[n]}; of an example with two classes,
   * the mean by their shares.
   */
  static Tensor byLabel(Pass pass, UnaryOperator<Tensor> ofLabels) {
    return MixedLabels.of(pass)
        .map(mixed -> mixed.mean(ofLabels.apply(mixed.labels()), ofLabels.apply(mixed.others())))
        .orElseGet(() -> ofLabels.apply(ofTarget(pass.target())));
  }

  /** 1 for examples whose true class has the largest logit, else 0: {@code f32[n]}. */
  static Tensor right(Pass pass) {
    Tensor predicted = pass.output().argmax(1);
    return byLabel(pass, predicted::equal);
  }

  /** Number of classes. */
  static int count(Pass pass) {
    return pass.output().shape().dim(1);
  }

  /** The indices of all classes, {@code f32[1, classes]}. */
  static Tensor indices(Pass pass) {
    int count = count(pass);
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = i);
    return Tensor.of(Shape.of(1, count), values);
  }

  /** 1 at the class of each example, else 0: {@code f32[n, classes]}. */
  static Tensor oneHot(Pass pass, Tensor labels) {
    Tensor column = labels.cast(DType.F32).reshape(-1, 1);
    return indices(pass).equal(column);
  }

  /**
   * 1 for examples whose true class is among the {@code k} largest logits, else 0: {@code f32[n]}.
   * Of equal logits the first one wins, as in argmax.
   */
  static Tensor amongTop(Pass pass, int k) {
    return byLabel(pass, labels -> amongTop(pass, labels, k));
  }

  private static Tensor amongTop(Pass pass, Tensor labels, int k) {
    Tensor logits = pass.output();
    Tensor label = labels.cast(DType.F32).reshape(-1, 1);
    Tensor indices = indices(pass);
    Tensor lowest = Tensor.full(logits.type(), Double.NEGATIVE_INFINITY);
    Tensor own = Tensor.where(indices.equal(label), logits, lowest).max(Axes.of(1).keep());
    Tensor before = logits.equal(own).mul(label.greater(indices));
    Tensor above = logits.greater(own).add(before).sum(1);
    return Tensor.full(above.type(), k).greater(above);
  }
}
