package fovea.nn.init;

import fovea.graph.type.HostBuffer;

/**
 * Uniform between ± 1 / √fan-in: PyTorch's default for the weights of layers ({@code
 * kaiming_uniform} with a = √5), and ours.
 */
public record TorchInit() implements Init {

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    double variance = 1.0 / (3.0 * Elements.fanIn(values.type().shape()));
    Distribution.UNIFORM.variance(variance).fill(values, random);
  }
}
