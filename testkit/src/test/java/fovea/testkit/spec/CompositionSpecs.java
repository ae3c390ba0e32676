package fovea.testkit.spec;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.layer.InputNoise;
import fovea.nn.layer.StochasticDepth;
import fovea.nn.loss.BinaryCrossEntropy;
import fovea.nn.loss.BinaryFocal;
import fovea.nn.loss.CrossEntropy;
import fovea.nn.loss.Focal;
import fovea.nn.loss.Losses;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Rows of what other ops make up. */
final class CompositionSpecs {
  private CompositionSpecs() {}

  /** One row: how to try a composition. */
  record Row(String name, Function<Draw, Trial> draw) {
    /** A trial drawn from {@code seed}. */
    Trial trial(long seed) {
      return draw.apply(new Draw(seed ^ name.hashCode(), false));
    }
  }

  static final List<Row> ROWS =
      List.of(
          row("square", r -> one(x -> x.pow(2), r.reals(r.any()))),
          row("cube", r -> one(x -> x.pow(3), r.reals(r.any()))),
          row("inverse", r -> one(x -> x.pow(-1), r.positive(r.any()))),
          row("power", r -> one(x -> x.pow(1.7), r.positive(r.any()))),
          row("sign", r -> one(x -> x.sign().mul(x), r.kinked(r.any()))),
          row(
              "comparisons",
              r ->
                  two(
                      (a, b) -> a.less(b).add(a.greaterOrEqual(b).mul(2)).mul(a).add(b.equal(a)),
                      r.kinked(Shape.of(3, 17)),
                      r.kinked(Shape.of(17)))),
          row("limits", r -> one(x -> x.maximum(-0.5).minimum(0.5), r.kinked(r.any()))),
          row("smallest", r -> one(x -> x.min(Axes.of(-1).keep()), r.kinked(r.pictures()))),
          row(
              "where",
              r -> two((a, b) -> Tensor.where(a.less(b), a, b), reals(r, 2, 5), reals(r, 2, 1))),
          row("var", r -> one(x -> x.var(0, 2), reals(r, 3, 4, 5))),
          row("std", r -> one(x -> x.std(Axes.of(-1).keep(), 0), reals(r, 3, 4, 5))),
          row("cumsum", r -> one(x -> x.cumsum(1), reals(r, 2, r.in(1, 17), 3))),
          row("squeeze", r -> one(x -> x.squeeze().unsqueeze(-1), reals(r, 1, 4, 1, 3))),
          row("stack", r -> two((a, b) -> Tensor.stack(1, List.of(a, b, a)), reals(r), reals(r))),
          row("detach", r -> one(x -> x.mul(x.sign().detach()), reals(r, 2, 3))),
          row("crossEntropy", r -> labelled(r, Losses::crossEntropy)),
          row("crossEntropyOfMaps", r -> maps(r, new CrossEntropy()::loss)),
          row(
              "crossEntropyWeighted",
              r -> labelled(r, new CrossEntropy().weights(1, 0.5, 2, 0, 3)::loss)),
          row("crossEntropyIgnoring", r -> maps(r, new CrossEntropy().ignore(1, 3)::loss)),
          row(
              "crossEntropyAll",
              r ->
                  maps(
                      r,
                      new CrossEntropy().smoothing(0.1).weights(1, 0.5, 2, 0, 3).ignore(2)::loss)),
          row(
              "crossEntropySoft",
              r -> shares(r, new CrossEntropy().smoothing(0.2).weights(1, 2, 3, 4, 5, 6, 7)::loss)),
          row("binaryCrossEntropy", r -> shares(r, Losses::binaryCrossEntropyWithLogits)),
          row(
              "binaryCrossEntropyWeighted",
              r -> shares(r, new BinaryCrossEntropy().positiveWeights(1, 2, 3, 4, 5, 6, 7)::loss)),
          row("focal", r -> labelled(r, new Focal(2).weights(1, 0.5, 2, 0, 3)::loss)),
          row("focalOfMaps", r -> maps(r, new Focal(0.5)::loss)),
          row("binaryFocal", r -> shares(r, new BinaryFocal(2).alpha(0.25)::loss)),
          row("focalOfShares", r -> shares(r, new Focal(1.5)::loss)),
          row(
              "focalAll",
              r -> maps(r, new Focal(2).smoothing(0.1).weights(1, 0.5, 2, 0, 3).ignore(2)::loss)),
          row("stochasticDepth", r -> trained(r, new StochasticDepth(0.4))),
          row("inputNoise", r -> trained(r, new InputNoise(0.3))),
          row("hinge", r -> shares(r, Losses::hinge)),
          row("multiMargin", r -> labelled(r, (x, y) -> Losses.multiMargin(x, y, 0.7))),
          row(
              "klDivergence",
              r -> shares(r, (x, y) -> Losses.klDivergence(x.logSoftmax(1), y.softmax(1)))),
          row("meanSquaredError", r -> shares(r, Losses::meanSquaredError)),
          row("l1", r -> shares(r, Losses::l1)),
          row("huber", r -> shares(r, (x, y) -> Losses.huber(x, y, 0.6))),
          row("smoothL1", r -> shares(r, (x, y) -> Losses.smoothL1(x, y, 0.6))));

  private static Row row(String name, Function<Draw, Trial> draw) {
    return new Row(name, draw);
  }

  private static Trial one(Function<Tensor, Tensor> function, Input x) {
    return Trial.of("composition", in -> function.apply(in.getFirst()), x);
  }

  private static Trial two(BinaryOperator<Tensor> function, Input a, Input b) {
    return Trial.of("composition", in -> function.apply(in.get(0), in.get(1)), a, b);
  }

  private static Input reals(Draw r, int... dims) {
    return r.reals(Shape.of(dims.length == 0 ? new int[] {2, 3} : dims));
  }

  /** A layer in training. */
  private static Trial trained(Draw r, Layer layer) {
    return two(
        (x, random) -> Mode.training(random, () -> x.apply(layer)),
        r.reals(r.pictures()),
        r.whole(DType.I64, Shape.scalar(), 0, 1_000_000));
  }

  /** Logits of five classes and labels. */
  private static Trial labelled(Draw r, BinaryOperator<Tensor> loss) {
    int n = r.in(1, 9);
    return two(loss, reals(r, n, 5), r.whole(DType.I32, Shape.of(n), 0, 4));
  }

  /** Logits of five classes and a label for each pixel. */
  private static Trial maps(Draw r, BinaryOperator<Tensor> loss) {
    return two(loss, reals(r, 2, 5, 3, 2), r.whole(DType.I32, Shape.of(2, 3, 2), 0, 4));
  }

  /** Outputs, and targets between 0 and 1. */
  private static Trial shares(Draw r, BinaryOperator<Tensor> loss) {
    int n = r.in(1, 9);
    return two(loss, reals(r, n, 7), r.reals(Shape.of(n, 7), 0.1, 0.9));
  }
}
