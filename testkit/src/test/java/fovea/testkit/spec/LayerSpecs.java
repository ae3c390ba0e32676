package fovea.testkit.spec;

import static fovea.testkit.spec.OpSpec.spec;

import fovea.graph.Node;
import fovea.graph.op.Dense;
import fovea.graph.op.Distribution;
import fovea.graph.op.Loss;
import fovea.graph.op.Norm;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.List;

/** Rows of products of matrices, normalizations, softmax and losses. */
final class LayerSpecs {
  private LayerSpecs() {}

  static final List<OpSpec> ROWS =
      List.of(
          spec(Dense.MatMul.class, LayerSpecs::matMul),
          spec(Dense.Linear.class, LayerSpecs::linear),
          spec(
              Dense.LinearInputGrad.class,
              r ->
                  Trial.of(
                      new Dense.LinearInputGrad(),
                      r.reals(Shape.of(3, 5)),
                      r.reals(Shape.of(5, r.channels())))),
          spec(Dense.LinearWeightGrad.class, LayerSpecs::linearWeightGrad),
          spec(Norm.BatchNorm.class, LayerSpecs::batchNorm),
          spec(Norm.BatchNormGrad.class, LayerSpecs::batchNormGrad),
          spec(Norm.BatchNormInference.class, LayerSpecs::batchNormInference),
          spec(Norm.LocalResponse.class, r -> Trial.of(localResponse(r), r.reals(r.pictures()))),
          spec(Norm.LocalResponseGrad.class, LayerSpecs::localResponseGrad),
          spec(Distribution.Softmax.class, r -> softmax(r, Distribution.Softmax::new))
              .nonFinite(NonFinite.SPREAD),
          spec(Distribution.LogSoftmax.class, r -> softmax(r, Distribution.LogSoftmax::new))
              .nonFinite(NonFinite.SPREAD),
          spec(Distribution.SoftmaxGrad.class, r -> softmaxGrad(r, Distribution.SoftmaxGrad::new)),
          spec(
              Distribution.LogSoftmaxGrad.class,
              r -> softmaxGrad(r, Distribution.LogSoftmaxGrad::new)),
          spec(Loss.CrossEntropy.class, LayerSpecs::crossEntropy),
          spec(Loss.CrossEntropyGrad.class, LayerSpecs::crossEntropyGrad)
              .nonFinite(NonFinite.SPREAD));

  private static Trial matMul(Draw r) {
    int[] lead = r.shape(0, 2).dims();
    Shape batch = Shape.of(java.util.Arrays.copyOf(lead, lead.length + 2));
    int m = r.channels();
    int k = r.channels();
    int n = r.channels();
    boolean transposeA = r.coin();
    boolean transposeB = r.coin();
    return Trial.of(
        new Dense.MatMul(transposeA, transposeB),
        r.reals(transposeA ? batch.with(-2, k).with(-1, m) : batch.with(-2, m).with(-1, k)),
        r.reals(transposeB ? batch.with(-2, n).with(-1, k) : batch.with(-2, k).with(-1, n)));
  }

  private static Trial linear(Draw r) {
    int in = r.channels();
    int out = r.channels();
    Input x = r.reals(Shape.of(r.in(1, 5), in));
    Input weight = r.reals(Shape.of(out, in));
    return r.coin()
        ? Trial.of(new Dense.Linear(), x, weight)
        : Trial.of(new Dense.Linear(), x, weight, r.reals(Shape.of(out)));
  }

  private static Trial linearWeightGrad(Draw r) {
    int n = r.in(1, 5);
    return Trial.of(
        new Dense.LinearWeightGrad(r.coin()),
        r.reals(Shape.of(n, r.channels())),
        r.reals(Shape.of(n, r.channels())));
  }

  /** A batch of enough numbers per channel for statistics that are not all noise. */
  private static Shape normed(Draw r) {
    return r.coin()
        ? Shape.of(r.in(6, 9), r.channels())
        : Shape.of(r.in(2, 3), r.channels(), r.in(2, 6), r.in(2, 6));
  }

  private static Trial batchNorm(Draw r) {
    Shape x = normed(r);
    Shape c = Shape.of(x.dim(1));
    return Trial.of(new Norm.BatchNorm(r.of(1e-5, 1e-3)), r.reals(x), r.positive(c), r.reals(c));
  }

  /** The statistics are those of x: the gradient goes through them. */
  private static Trial batchNormGrad(Draw r) {
    Shape x = normed(r);
    Shape c = Shape.of(x.dim(1));
    double epsilon = r.of(1e-5, 1e-3);
    Norm.BatchNormGrad op = new Norm.BatchNormGrad(epsilon);
    return new Trial(
        op.toString(),
        List.of(r.reals(x), r.positive(c), r.reals(c), r.reals(x)),
        in -> {
          Node norm = Node.of(new Norm.BatchNorm(epsilon), in.subList(0, 3));
          return Node.of(
                  op, List.of(in.get(0), norm.output(1), norm.output(2), in.get(1), in.get(3)))
              .outputs();
        });
  }

  private static Trial batchNormInference(Draw r) {
    Shape x = r.coin() ? r.pictures() : Shape.of(r.in(1, 5), r.channels());
    Shape c = Shape.of(x.dim(1));
    return Trial.of(
        new Norm.BatchNormInference(r.of(1e-5, 1e-3)),
        r.reals(x),
        r.positive(c),
        r.reals(c),
        r.reals(c),
        r.positive(c));
  }

  private static Norm.LocalResponse localResponse(Draw r) {
    return new Norm.LocalResponse(r.in(1, 6), r.real(1e-4, 1), r.real(0.5, 1), r.of(1.0, 2.0));
  }

  private static Trial localResponseGrad(Draw r) {
    Shape x = r.pictures();
    return Trial.of(new Norm.LocalResponseGrad(localResponse(r)), r.reals(x), r.reals(x));
  }

  private interface OnAxis {
    Distribution of(int axis);
  }

  private static Trial softmax(Draw r, OnAxis op) {
    Shape x = r.coin() ? r.shape(1, 4) : Shape.of(r.in(1, 4), r.channels());
    return Trial.of(op.of(r.in(-x.rank(), x.rank() - 1)), r.reals(x, -8, 8));
  }

  private static Trial softmaxGrad(Draw r, OnAxis op) {
    Shape x = r.shape(1, 4);
    return Trial.of(op.of(r.in(-x.rank(), x.rank() - 1)), r.reals(x), r.reals(x));
  }

  private static Trial crossEntropy(Draw r) {
    int n = r.in(1, 9);
    int classes = r.channels();
    return Trial.of(
        new Loss.CrossEntropy(r.of(0.0, 0.1)),
        r.reals(Shape.of(n, classes), -8, 8),
        r.whole(DType.I32, Shape.of(n), 0, classes - 1));
  }

  private static Trial crossEntropyGrad(Draw r) {
    int n = r.in(1, 9);
    int classes = r.channels();
    return Trial.of(
        new Loss.CrossEntropyGrad(r.of(0.0, 0.1)),
        r.reals(Shape.of(n, classes)),
        r.whole(DType.I32, Shape.of(n), 0, classes - 1),
        r.reals(Shape.scalar()));
  }
}
