package fovea.train.task;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Tensors;
import fovea.nn.loss.Losses;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Numbers. Takes outputs and targets of one shape, such as {@code [n, numbers]}. The loss is the
 * mean squared error; measured is the {@linkplain Metric#meanAbsoluteError() mean absolute error}.
 *
 * <p>Targets far from 0 and 1, such as ages, are learned faster {@linkplain #standardizing
 * standardized}: then the network gives {@code (number - mean) / deviation}, and predictions and
 * metrics are in the units of the targets.
 *
 * @param means of the numbers; none if the network gives them as they are
 * @param deviations of the numbers, as many
 */
public record Regression(List<Double> means, List<Double> deviations) implements Task {

  /**
   * Copies the lists.
   *
   * @throws FoveaException if there are not as many of both, or a deviation is not above 0
   */
  public Regression {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()
        || deviations.stream().anyMatch(each -> !(each > 0) || each.isInfinite())) {
      throw FoveaException.here(
          "regression takes a mean and a deviation above 0 for each number, found means %s and deviations %s"
              .formatted(means, deviations),
          "give as many of both, and leave out numbers that never change");
    }
  }

  /** Of numbers as they are. */
  public Regression() {
    this(List.of(), List.of());
  }

  /**
   * Of numbers whose means and deviations over the training examples are known.
   *
   * @throws FoveaException if there are not as many of both, or a deviation is not above 0
   */
  public Regression standardizing(double[] means, double[] deviations) {
    return new Regression(
        Arrays.stream(means).boxed().toList(), Arrays.stream(deviations).boxed().toList());
  }

  @Override
  public Tensor loss(Pass pass) {
    Tensor target =
        means.isEmpty() ? pass.target() : pass.target().sub(row(means)).div(row(deviations));
    return Losses.meanSquaredError(pass.output(), target);
  }

  /** With the output in the units of the target. */
  @Override
  public Pass compared(Pass pass) {
    return pass.output(inUnits(pass.output()));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.meanAbsoluteError().of(this::compared));
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return outputs.map(this::inUnits);
  }

  private Tensor inUnits(Tensor output) {
    return means.isEmpty() ? output : output.mul(row(deviations)).add(row(means));
  }

  private static Tensor row(List<Double> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return Tensor.of(Shape.of(1, values.length), values);
  }

  @Override
  public TaskKind kind() {
    return TaskKind.VALUES;
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("regression", pass.output(), pass.target());
    Shape output = pass.output().shape();
    if (!means.isEmpty() && (output.rank() != 2 || output.dim(1) != means.size())) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "regression with %d means takes outputs [n, %d], found %s",
              means.size(),
              means.size(),
              output),
          "give a mean and a deviation for each number");
    }
  }
}
