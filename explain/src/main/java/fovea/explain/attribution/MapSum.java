package fovea.explain.attribution;

import fovea.graph.type.HostBuffer;

/** Adds up maps in 64 bits. */
final class MapSum {
  private final double[] sum;

  /** Of maps of the size of {@code map}. */
  MapSum(HostBuffer map) {
    this.sum = new double[Math.toIntExact(map.type().shape().elements())];
  }

  void add(HostBuffer map) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += map.at(i);
    }
  }

  /** Sets {@code map} to the sum times {@code factor}. */
  void write(HostBuffer map, double factor) {
    for (int i = 0; i < sum.length; i++) {
      map.set(i, sum[i] * factor);
    }
  }

  /** Sets {@code map} to the sum times {@code end} less {@code start}; gives the sum of all. */
  double write(HostBuffer map, HostBuffer end, HostBuffer start) {
    double total = 0;
    for (int i = 0; i < sum.length; i++) {
      double value = sum[i] * (end.at(i) - start.at(i));
      map.set(i, value);
      total += value;
    }
    return total;
  }
}
