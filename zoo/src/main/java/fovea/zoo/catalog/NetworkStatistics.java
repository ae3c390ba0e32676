package fovea.zoo.catalog;

import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.inspect.Summary;

/**
 * Statistics of a network, as it was published or with chosen options; nothing is computed but
 * shapes.
 *
 * @param network with its options
 * @param summary for one picture
 * @param kerasParameters what Keras says of its version of the network; see {@link KerasCount}
 * @param bytes of all parameters and running statistics in 32-bit floats
 */
public record NetworkStatistics(
    Architecture network, Summary summary, long kerasParameters, long bytes) {

  /** The statistics of {@code network}. */
  public static NetworkStatistics of(Architecture network) {
    NetworkArguments usual = network.defaults();
    Classifier made = network.create(usual);
    NetworkArguments inKeras = network.referenceValues().inKeras().apply(usual);
    Classifier kerasVersion = inKeras.equals(usual) ? made : network.create(inKeras);
    Summary summary = Summary.of(made, usual.input(1));
    long statistics =
        Parameters.states(made).values().stream()
            .filter(state -> !state.isCounter())
            .mapToLong(state -> state.type().bytes())
            .sum();
    return new NetworkStatistics(
        network,
        summary,
        network.referenceValues().keras().of(kerasVersion),
        Float.BYTES * summary.parameters() + statistics);
  }
}
