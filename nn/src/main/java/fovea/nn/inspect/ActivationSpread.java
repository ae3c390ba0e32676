package fovea.nn.inspect;

import fovea.graph.op.Op;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * How the activations of a layer are spread over a batch: whether they die out, saturate, or keep
 * their scale with depth.
 *
 * @param name of the activation in the forward pass, such as {@code 1.tanh}
 * @param mean of all values
 * @param deviation standard deviation of all values
 * @param zeros share of values that are exactly 0, as those of ReLUs that are not active
 * @param smallest value
 * @param largest value
 * @param counts how many values lie in each of the bins of equal width between these
 */
public record ActivationSpread(
    String name,
    double mean,
    double deviation,
    double zeros,
    double smallest,
    double largest,
    List<Long> counts) {
  private static final int BINS = 40;

  /** Copies the list. */
  public ActivationSpread {
    counts = List.copyOf(counts);
  }

  /**
   * Of all activations of a kind, such as {@code Unary.Tanh} or {@code Unary.Relu}, in order of
   * computation, in inference.
   *
   * @throws fovea.graph.type.FoveaException if the batch does not fit
   */
  public static List<ActivationSpread> of(
      Layer network, Class<? extends Op> kind, HostBuffer batch) {
    return Intermediates.of(network, kind).values(batch).entrySet().stream()
        .map(named -> of(named.getKey(), named.getValue().doubles()))
        .toList();
  }

  private static ActivationSpread of(String name, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double zeros = Arrays.stream(values).filter(x -> x == 0).count();
    double smallest = Arrays.stream(values).min().orElse(0);
    double largest = Arrays.stream(values).max().orElse(0);
    Long[] counts = new Long[BINS];
    Arrays.fill(counts, 0L);
    double width = largest > smallest ? (largest - smallest) / BINS : 1;
    for (double x : values) {
      counts[Math.min(BINS - 1, (int) ((x - smallest) / width))]++;
    }
    return new ActivationSpread(
        name, mean, Math.sqrt(variance), zeros / values.length, smallest, largest, List.of(counts));
  }

  /** The edges of the bins, rising, one more than there are bins. */
  public List<Double> edges() {
    double width = largest > smallest ? (largest - smallest) / counts.size() : 1;
    Double[] edges = new Double[counts.size() + 1];
    Arrays.setAll(edges, i -> smallest + i * width);
    return List.of(edges);
  }
}
