package fovea.explain.trust;

import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.init.KeyedRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs a network with random parameters: the numbers of each in a random order, so that nothing
 * that was learned is left but how large they are. That needs no rule of initialization, which
 * files of other libraries do not have, and plans that are compiled need not be made again.
 */
public final class ShuffledParameters {

  private ShuffledParameters() {}

  /**
   * What {@code work} gives while the parameters are shuffled; then they are as before, whether it
   * succeeds or not. Nothing else may use the network meanwhile.
   *
   * @param seed of the order
   */
  public static <T> T during(Network network, long seed, Supplier<T> work) {
    Map<String, Param> all = Parameters.of(network);
    Map<Param, HostBuffer> before = new LinkedHashMap<>();
    all.values().forEach(param -> before.put(param, param.value().copy()));
    try {
      // A parameter with two names is shuffled twice, which is as random.
      all.forEach(
          (name, param) ->
              param.variable().assign(shuffled(param.value(), KeyedRandom.of(seed, name))));
      return work.get();
    } finally {
      before.forEach((param, value) -> param.variable().assign(value));
    }
  }

  /** The same numbers in another order, by Fisher and Yates. */
  private static HostBuffer shuffled(HostBuffer value, KeyedRandom random) {
    HostBuffer shuffled = value.copy();
    for (long i = value.type().shape().elements() - 1; i > 0; i--) {
      long other = Math.min(i, (long) (random.uniform(i) * (i + 1)));
      double kept = shuffled.at(i);
      shuffled.set(i, shuffled.at(other));
      shuffled.set(other, kept);
    }
    return shuffled;
  }
}
