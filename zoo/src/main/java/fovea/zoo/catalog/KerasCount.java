package fovea.zoo.catalog;

import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How many parameters Keras says that a network has. It counts moving means and variances of batch
 * norms, which training does not change, as parameters; and some of its networks differ a little
 * from those of the papers and of torchvision.
 */
public enum KerasCount {
  /** Parameters, and two moving statistics for each channel of a batch norm. */
  DEFAULT,
  /** In addition, a bias for each output of a convolution that has none here. */
  BIASED_CONVOLUTIONS,
  /** Two moving statistics, but no scale, for each channel of a batch norm. */
  UNSCALED_NORMS;

  /** The count for a network. */
  public long of(Layer network) {
    long count = Parameters.count(network) + movingStatistics(network);
    return switch (this) {
      case DEFAULT -> count;
      case BIASED_CONVOLUTIONS -> count + absentBiases(network);
      case UNSCALED_NORMS -> count - movingStatistics(network) / 2;
    };
  }

  /** A mean and a variance for each channel. */
  private static long movingStatistics(Layer network) {
    return Parameters.states(network).values().stream()
        .filter(state -> !state.isCounter())
        .mapToLong(state -> state.type().shape().elements())
        .sum();
  }

  private static long absentBiases(Layer network) {
    SequencedMap<String, Param> params = Parameters.of(network);
    return params.entrySet().stream()
        .filter(entry -> !params.containsKey(bias(entry.getKey())))
        .map(Map.Entry::getValue)
        .map(Param::shape)
        .filter(shape -> shape.rank() == 4)
        .mapToLong((Shape shape) -> shape.dim(0))
        .sum();
  }

  private static String bias(String weight) {
    return weight.replaceFirst("weight$", "bias");
  }
}
