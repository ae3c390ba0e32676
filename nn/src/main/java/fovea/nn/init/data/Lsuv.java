package fovea.nn.init.data;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.KeyedRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Layer-sequential unit variance (Mishkin &amp; Matas 2015): the weights of convolutions and linear
 * layers start orthonormal, their biases at 0; then, layer after layer, the weight is divided by
 * the deviation of what the layer gives for a batch, as training will show it, until its variance
 * is 1. Frozen weights stay as they are.
 *
 * @param tolerance how far the variance may be from 1; 0.1 by default
 * @param attempts how often a weight is divided at most; 10 by default
 */
public record Lsuv(double tolerance, int attempts) implements DataInit {
  /**
   * Checks the numbers.
   *
   * @throws FoveaException if the tolerance is not above 0, or there are no attempts
   */
  public Lsuv {
    if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here("lsuv with a tolerance of " + tolerance, "use a number above 0");
    }
    if (attempts < 1) {
      throw FoveaException.here("lsuv with " + attempts + " attempts", "use 1 or more");
    }
  }

  /** Variances within 0.1 of 1, after at most 10 attempts. */
  public Lsuv() {
    this(0.1, 10);
  }

  /** With another tolerance. */
  public Lsuv tolerance(double tolerance) {
    return new Lsuv(tolerance, attempts);
  }

  /** With another limit of attempts. */
  public Lsuv attempts(int attempts) {
    return new Lsuv(tolerance, attempts);
  }

  @Override
  public void initialize(Layer network, long seed, HostBuffer batch) {
    SequencedMap<String, Param> weights = weights(network);
    SequencedMap<String, Param> all = Parameters.of(network);
    weights.forEach(
        (name, weight) -> {
          assign(name, weight, Init.orthogonal(), seed);
          String bias = InitRule.biasBeside(name);
          Optional.ofNullable(all.get(bias))
              .ifPresent(param -> assign(bias, param, Init.zeros(), seed));
        });
    LayerVariances variances = new LayerVariances(network, weights, batch);
    variances
        .names()
        .forEach(name -> scale(name, Objects.requireNonNull(weights.get(name)), variances));
  }

  private static SequencedMap<String, Param> weights(Layer network) {
    SequencedMap<String, Param> weights = new LinkedHashMap<>();
    Parameters.of(network)
        .forEach(
            (name, param) -> {
              if (InitRule.isWeight(name, param.shape()) && param.trainable()) {
                weights.put(name, param);
              }
            });
    return weights;
  }

  private static void assign(String name, Param param, Init init, long seed) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(param.shape().dims()));
    init.fill(values, KeyedRandom.of(seed, name));
    param.variable().assign(values);
  }

  private void scale(String name, Param weight, LayerVariances variances) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      double variance = variances.of(name);
      if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
        throw FoveaException.at(
            name,
            String.format(
                Locale.ROOT, "its layer gives outputs of variance %s for the batch", variance),
            "pass a batch of different inputs, and initialize before anything is zero");
      }
      if (Math.abs(variance - 1) <= tolerance) {
        return;
      }
      HostBuffer value = weight.value();
      for (long i = 0; i < value.type().shape().elements(); i++) {
        value.set(i, value.at(i) / Math.sqrt(variance));
      }
      weight.variable().assign(value);
    }
  }
}
