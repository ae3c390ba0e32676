package fovea.zoo.weights;

import fovea.data.Preprocessing;
import fovea.data.pixels.Normalization;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.StateMapping;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Guesses in which range weights want the values of pictures. Photos have much the same mean and
 * deviation everywhere, and so has what the first convolution makes of them in the right range: the
 * running statistics of the batch norm after it remember both.
 */
public final class NormalizationGuess {

  /** Mean and deviation of ImageNet's photos, from 0 to 1. */
  private static final List<Double> MEAN = Normalization.imagenet().mean();

  private static final List<Double> DEVIATION = Normalization.imagenet().deviation();
  private static final double BYTE = 255;

  /** Any will do: ranges do not depend on it. */
  private static final int SIZE = 224;

  /** Channels that are never active remember nothing. */
  private static final double DEAD = 1e-6;

  private static final Map<String, Normalization> RANGES = ranges();

  private NormalizationGuess() {}

  /**
   * The name of the preprocessing whose range fits best; empty where no convolution of color
   * pictures is followed by a batch norm.
   *
   * @param rows of the mapping of all weights, in the network's order
   */
  public static Optional<String> of(List<StateMapping.Row> rows) {
    Optional<HostBuffer> kernels =
        taken(rows)
            .map(StateMapping.Source::value)
            .filter(value -> value.type().shape().rank() == 4)
            .findFirst()
            .filter(value -> value.type().shape().dim(1) == MEAN.size());
    return kernels.flatMap(
        weight -> {
          Shape channels = Shape.of(weight.type().shape().dim(0));
          Optional<HostBuffer> mean = first(rows, "running_mean", channels);
          Optional<HostBuffer> variance = first(rows, "running_var", channels);
          return mean.isPresent() && variance.isPresent()
              ? Optional.of(best(sums(weight), mean.get().doubles(), variance.get().doubles()))
              : Optional.empty();
        });
  }

  private static String best(double[][] sums, double[] mean, double[] variance) {
    return RANGES.entrySet().stream()
        .min(Comparator.comparingDouble(range -> misfit(range.getValue(), sums, mean, variance)))
        .orElseThrow()
        .getKey();
  }

  /** How far the statistics are from what flat pictures of the usual color and contrast give. */
  private static double misfit(
      Normalization range, double[][] sums, double[] mean, double[] variance) {
    double dead = DEAD * Arrays.stream(variance).max().orElse(0);
    double distance = 0;
    double expected = 0;
    double remembered = 0;
    for (int k = 0; k < sums.length; k++) {
      if (variance[k] > dead) {
        double level = 0;
        double contrast = 0;
        for (int c = 0; c < MEAN.size(); c++) {
          double scale = BYTE * range.scale() / range.deviation().get(c);
          level +=
              sums[k][c] * (MEAN.get(c) * scale - range.mean().get(c) / range.deviation().get(c));
          contrast += sums[k][c] * DEVIATION.get(c) * scale;
        }
        distance += (level - mean[k]) * (level - mean[k]) / variance[k];
        expected += contrast * contrast;
        remembered += variance[k];
      }
    }
    double stretch = expected / remembered;
    return distance * Math.max(stretch, 1 / stretch);
  }

  /** The sum of each kernel over its positions, by channel: its answer to a flat picture. */
  private static double[][] sums(HostBuffer weight) {
    Shape shape = weight.type().shape();
    int positions = shape.dim(2) * shape.dim(3);
    double[][] sums = new double[shape.dim(0)][MEAN.size()];
    for (int k = 0; k < sums.length; k++) {
      for (int c = 0; c < MEAN.size(); c++) {
        for (int i = 0; i < positions; i++) {
          sums[k][c] += weight.at(((long) k * MEAN.size() + c) * positions + i);
        }
      }
    }
    return sums;
  }

  private static Optional<HostBuffer> first(
      List<StateMapping.Row> rows, String suffix, Shape shape) {
    return taken(rows)
        .filter(source -> source.to().endsWith(suffix))
        .map(StateMapping.Source::value)
        .filter(value -> value.type().shape().equals(shape))
        .findFirst();
  }

  private static Stream<StateMapping.Source> taken(List<StateMapping.Row> rows) {
    return rows.stream()
        .flatMap(
            row ->
                switch (row) {
                  case StateMapping.Matched(StateMapping.Source source) -> Stream.of(source);
                  case StateMapping.Missing _, StateMapping.Unexpected _, StateMapping.Mismatch _ ->
                      Stream.empty();
                });
  }

  /** Blue first makes hardly a difference: caffe stands for itself by its contrast. */
  private static Map<String, Normalization> ranges() {
    Map<String, Normalization> ranges = new LinkedHashMap<>();
    for (String name : Preprocessing.NAMES) {
      ranges.put(name, Preprocessing.named(name, SIZE, SIZE).values());
    }
    return ranges;
  }
}
