package fovea.zoo;

import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.Summary;

/**
 * The numbers of a network, as it was published or with chosen options; nothing is computed but
 * shapes.
 *
 * @param network with its options
 * @param summary for one picture
 * @param kerasParameters what Keras says of its version of the network; see {@link KerasCount}
 * @param bytes of all parameters and running statistics in 32-bit floats
 */
public record Figures(Architecture network, Summary summary, long kerasParameters, long bytes) {

  /** The numbers of {@code network}. */
  public static Figures of(Architecture network) {
    Arguments usual = network.defaults();
    Classifier made = network.create(usual);
    Arguments inKeras = network.facts().inKeras().apply(usual);
    Classifier kerasVersion = inKeras.equals(usual) ? made : network.create(inKeras);
    Summary summary = Summary.of(made, usual.input(1));
    long statistics =
        Parameters.states(made).values().stream()
            .filter(state -> !state.isCounter())
            .mapToLong(state -> state.type().bytes())
            .sum();
    return new Figures(
        network,
        summary,
        network.facts().keras().of(kerasVersion),
        Float.BYTES * summary.parameters() + statistics);
  }
}
