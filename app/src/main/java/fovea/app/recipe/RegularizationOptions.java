package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what of a network training drops at random. */
public final class RegularizationOptions {

  @Option(
      names = "--dropout",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description = "Share of units that training drops, of a network that has dropout.")
  private Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--stochastic-depth",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description =
          "Share of examples for which training skips the last residual block, less for those"
              + " before it.")
  private Optional<Double> stochasticDepth = Optional.empty();

  /**
   * The network as the user wants it.
   *
   * @throws fovea.app.session.UsageException if it has no such option
   */
  public Architecture applyTo(Architecture network) {
    Architecture dropping = with(network, "dropout", dropout, "--dropout");
    return with(dropping, "stochastic_depth", stochasticDepth, "--stochastic-depth");
  }

  private static Architecture with(
      Architecture network, String name, Optional<Double> value, String option) {
    if (value.isEmpty()) {
      return network;
    }
    var options = new LinkedHashMap<>(network.spec().options());
    options.put(name, String.valueOf(value.get()));
    return Typed.value(option, () -> Zoo.architecture(new NetworkSpec(network.name(), options)));
  }
}
