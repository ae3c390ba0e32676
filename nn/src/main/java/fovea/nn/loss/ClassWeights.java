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
   * Weights with which all classes count alike, however often they occur: {@code examples /
   * (classes * count)}, as scikit-learn's {@code balanced} has them.
   *
   * @param counts how many examples each class has
   * @throws FoveaException if a class has none
   */
  public static double[] balanced(long... counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 1) {
        throw FoveaException.here(
            "balanced class weights, and class " + i + " has no examples",
            "leave the class out, or give weights of your own");
      }
    }
    double examples = Arrays.stream(counts).sum();
    return Arrays.stream(counts).mapToDouble(count -> examples / counts.length / count).toArray();
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
