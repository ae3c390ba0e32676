package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;
import java.util.List;

/**
 * Adds normal noise. Inputs x and a random scalar of i64 below 2^52; the same key, random number
 * and index always give the same noise, on every device.
 */
record AddedNormal(double deviation, long key) implements CustomOp.InJava {
  /** Farther from 1/2 than this, a probability belongs to a tail. */
  private static final double CENTER = 0.425;

  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    return List.of(inputs.getFirst());
  }

  @Override
  public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
    HostBuffer x = inputs.getFirst();
    HostBuffer y = results.getFirst();
    KeyedRandom random = new KeyedRandom(key ^ (long) inputs.getLast().at(0)).occurrence(0);
    long elements = x.type().shape().elements();
    for (long i = 0; i < elements; i++) {
      y.set(i, x.at(i) + deviation * normal(random.uniform(i)));
    }
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return List.of(applied.upstream().getFirst(), Tensor.zero());
  }

  /**
   * The number below which a share {@code p} of all normal numbers is, to seven digits (Wichura
   * 1988, algorithm AS 241). Most of them need neither a root nor a logarithm.
   */
  static double normal(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTER) {
      double r = CENTER * CENTER - q * q;
      double above = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
      double below = ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1;
      return q * above / below;
    }
    double r = StrictMath.sqrt(-StrictMath.log(Math.min(p, 1 - p)));
    return Math.copySign(tail(r), q);
  }

  private static double tail(double r) {
    if (r <= 5) {
      double s = r - 1.6;
      double above = ((0.17023821103 * s + 1.3067284816) * s + 2.7568153900) * s + 1.4234372777;
      return above / ((0.12021132975 * s + 0.73700164250) * s + 1);
    }
    double s = r - 5;
    double above = ((0.017337203997 * s + 0.42868294337) * s + 3.0812263860) * s + 6.6579051150;
    return above / ((0.012258202635 * s + 0.24197894225) * s + 1);
  }
}
