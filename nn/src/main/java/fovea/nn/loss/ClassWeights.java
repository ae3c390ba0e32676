package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much each class counts in a loss. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Weights by which all classes that have examples count the same: {@code examples / (classes ·
   * count)}, of mean 1 over the examples, as scikit-learn's {@code balanced} has them; 0 for a
   * class without examples.
   *
   * @param counts how many examples each class has
   * @throws FoveaException if a count is negative, or all are 0
   */
  public static double[] balanced(int... counts) {
    long examples = 0;
    int classes = 0;
    for (int count : counts) {
      if (count < 0) {
        throw FoveaException.here("a class of " + count + " examples", "use counts of 0 or more");
      }
      examples += count;
      classes += count > 0 ? 1 : 0;
    }
    if (examples == 0) {
      throw FoveaException.here(
          "weights of classes without examples", "count those of the training part");
    }
    double share = (double) examples / classes;
    return Arrays.stream(counts).mapToDouble(count -> count == 0 ? 0 : share / count).toArray();
  }

  /**
   * The weights as a list.
   *
   * @throws FoveaException if one is negative or no number
   */
  static List<Double> of(double... weights) {
    return checked(Arrays.stream(weights).boxed().toList());
  }

  static List<Double> checked(List<Double> weights) {
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw FoveaException.here("a class weight of " + weight, "use numbers of 0 or more");
      }
    }
    return List.copyOf(weights);
  }

  /** The weights along axis 1 of {@code like [n, classes, …]}, to be multiplied with it. */
  static Tensor along(Tensor like, List<Double> weights) {
    int classes = like.shape().dim(1);
    if (weights.size() != classes) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "%d class weights for an output of %d classes", weights.size(), classes),
          "give one for each class");
    }
    int[] dims = new int[like.shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = classes;
    return constant(like, Shape.of(dims), weights);
  }

  /** One number, of the element type of {@code like}. */
  static Tensor number(Tensor like, double value) {
    return constant(like, Shape.scalar(), List.of(value));
  }

  private static Tensor constant(Tensor like, Shape shape, List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.of(HostBuffer.of(like.type().with(shape), numbers));
  }
}
