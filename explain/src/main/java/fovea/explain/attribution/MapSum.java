package fovea.explain.attribution;

import fovea.graph.type.HostBuffer;

/** Adds up maps in 64 bits. */
final class MapSum {
  private final HostBuffer maps;
  private final int picture;
  private final double[] sum;

  /** The sum for one of {@code maps}, {@code [n, c, h, w]}. */
  MapSum(HostBuffer maps, int picture) {
    this.maps = maps;
    this.picture = picture;
    this.sum = new double[(int) (maps.type().shape().elements() / maps.type().shape().dim(0))];
  }

  void add(HostBuffer map) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += map.at(i);
    }
  }

  void add(float[] map, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * map[i];
    }
  }

  double at(int index) {
    return sum[index];
  }

  /** Sets the map to the sum times {@code factor}. */
  void write(double factor) {
    for (int i = 0; i < sum.length; i++) {
      maps.set((long) picture * sum.length + i, sum[i] * factor);
    }
  }
}
