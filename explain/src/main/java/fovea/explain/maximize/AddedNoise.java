package fovea.explain.maximize;

import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;
import java.util.List;

/**
 * Noise that is nearly normal, a sum of four uniform numbers. Inputs x and a random number, on
 * which the noise depends alone.
 */
record AddedNoise(double deviation) implements CustomOp.InJava {
  /** Deviation of the sum of four numbers that are uniform over 1, times this, is 1. */
  private static final double UNIT = Math.sqrt(3);

  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    return List.of(inputs.getFirst());
  }

  @Override
  public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
    HostBuffer x = inputs.getFirst();
    var random = new KeyedRandom((long) inputs.getLast().at(0));
    for (long i = 0; i < x.type().shape().elements(); i++) {
      results.getFirst().set(i, x.at(i) + deviation * normal(random.bits(i)));
    }
  }

  private static double normal(long bits) {
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return UNIT * (sum / 65_536.0 - 2 * 65_535 / 65_536.0);
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return List.of(applied.upstream().getFirst(), Tensor.zero());
  }
}
