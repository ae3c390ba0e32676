package fovea.testkit.spec;

import static fovea.testkit.spec.OpSpec.spec;

import fovea.graph.op.Binary;
import fovea.graph.op.Noise;
import fovea.graph.op.Select;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.List;

/** Rows of the elementwise ops. */
final class PointwiseSpecs {
  private PointwiseSpecs() {}

  static final List<OpSpec> ROWS =
      List.of(
          spec(Unary.Relu.class, r -> Trial.of(new Unary.Relu(), r.kinked(r.any()))),
          spec(
              Unary.LeakyRelu.class,
              r -> Trial.of(new Unary.LeakyRelu(r.real(0, 0.5)), r.kinked(r.any()))),
          spec(
              Unary.Clamp.class,
              r -> Trial.of(new Unary.Clamp(r.in(-2, 0), r.in(1, 6)), r.kinked(r.any()))),
          spec(Unary.Elu.class, r -> Trial.of(new Unary.Elu(r.real(0.5, 2)), r.kinked(r.any())))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Gelu.class, r -> Trial.of(new Unary.Gelu(), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Silu.class, r -> Trial.of(new Unary.Silu(), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Mish.class, r -> Trial.of(new Unary.Mish(), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Hardswish.class, r -> Trial.of(new Unary.Hardswish(), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.HardSigmoid.class, r -> Trial.of(hardSigmoid(r), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(
              Unary.Softplus.class, r -> Trial.of(new Unary.Softplus(), r.reals(r.any(), -30, 30))),
          spec(Unary.Sigmoid.class, r -> Trial.of(new Unary.Sigmoid(), r.reals(r.any(), -6, 6)))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Tanh.class, r -> Trial.of(new Unary.Tanh(), r.reals(r.any())))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Exp.class, r -> Trial.of(new Unary.Exp(), r.reals(r.any())))
              .nonFinite(NonFinite.LIMITED),
          spec(Unary.Log.class, r -> Trial.of(new Unary.Log(), r.positive(r.any()))),
          spec(Unary.Sqrt.class, r -> Trial.of(new Unary.Sqrt(), r.positive(r.any()))),
          spec(Unary.Abs.class, r -> Trial.of(new Unary.Abs(), r.kinked(r.any()))),
          spec(Unary.Erf.class, r -> Trial.of(new Unary.Erf(), r.reals(r.any()))),
          spec(
              Unary.Affine.class,
              r -> Trial.of(new Unary.Affine(r.real(-2, 2), r.real(-2, 2)), r.reals(r.any()))),
          spec(UnaryGrad.class, PointwiseSpecs::unaryGrad).nonFinite(NonFinite.LIMITED),
          spec(Binary.Add.class, r -> pair(r, new Binary.Add())),
          spec(Binary.Sub.class, r -> pair(r, new Binary.Sub())),
          spec(Binary.Mul.class, r -> pair(r, new Binary.Mul())),
          spec(Binary.Div.class, PointwiseSpecs::quotient),
          spec(Binary.Pow.class, PointwiseSpecs::power).within(1e-4),
          spec(Binary.Maximum.class, r -> pair(r, new Binary.Maximum()))
              .nonFinite(NonFinite.LARGEST),
          spec(Binary.Minimum.class, r -> pair(r, new Binary.Minimum()))
              .nonFinite(NonFinite.LARGEST),
          spec(Binary.Greater.class, r -> pair(r, new Binary.Greater()))
              .nonFinite(NonFinite.GREATER),
          spec(Binary.Equal.class, r -> pair(r, new Binary.Equal())),
          spec(Select.class, PointwiseSpecs::select),
          spec(Noise.Dropout.class, PointwiseSpecs::dropout));

  private static Unary hardSigmoid(Draw r) {
    return new Unary.HardSigmoid(r.of(0.2, 1.0 / 6, -0.3), r.of(0.5, 0.4));
  }

  private static Trial unaryGrad(Draw r) {
    Shape shape = r.any();
    Unary of =
        r.of(
            new Unary.Relu(),
            new Unary.LeakyRelu(0.01),
            new Unary.Clamp(0, 6),
            new Unary.Elu(1),
            new Unary.Gelu(),
            new Unary.Silu(),
            new Unary.Hardswish(),
            new Unary.HardSigmoid(0.2, 0.5),
            new Unary.Softplus(),
            new Unary.Sigmoid(),
            new Unary.Tanh(),
            new Unary.Exp(),
            new Unary.Log(),
            new Unary.Sqrt(),
            new Unary.Abs(),
            new Unary.Erf());
    // Positive, since that is what logarithms take and square roots give.
    return Trial.of(new UnaryGrad(of), r.positive(shape), r.reals(shape));
  }

  private static Trial pair(Draw r, Binary op) {
    Shape shape = r.any();
    Input wide = r.kinked(shape);
    Input narrow = r.kinked(narrower(r, shape));
    return r.coin() ? Trial.of(op, wide, narrow) : Trial.of(op, narrow, wide);
  }

  private static Trial quotient(Draw r) {
    Shape shape = r.any();
    return r.coin()
        ? Trial.of(new Binary.Div(), r.reals(shape), r.positive(narrower(r, shape)))
        : Trial.of(new Binary.Div(), r.reals(narrower(r, shape)), r.positive(shape));
  }

  private static Trial power(Draw r) {
    Shape shape = r.any();
    return r.coin()
        ? Trial.of(new Binary.Pow(), r.positive(shape), r.reals(narrower(r, shape)))
        : Trial.of(new Binary.Pow(), r.positive(narrower(r, shape)), r.reals(shape));
  }

  /** The same shape, one that lacks leading axes, or one with sizes of 1. */
  private static Shape narrower(Draw r, Shape shape) {
    int[] dims = shape.dims();
    int dropped = r.coin() ? 0 : r.in(0, dims.length);
    int[] kept = java.util.Arrays.copyOfRange(dims, dropped, dims.length);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = r.coin() ? kept[i] : 1;
    }
    return Shape.of(r.coin() ? dims : kept);
  }

  private static Trial select(Draw r) {
    Shape shape = r.any();
    Input condition = r.whole(r.of(DType.U8, DType.F32), shape, 0, 1);
    return Trial.of(new Select(), condition, r.reals(shape), r.reals(shape));
  }

  private static Trial dropout(Draw r) {
    Noise.Dropout op = new Noise.Dropout(r.real(0, 0.9), r.in(0, 1_000_000));
    return Trial.of(op, r.reals(r.any()), r.whole(DType.I64, Shape.scalar(), 0, 1_000_000));
  }
}
