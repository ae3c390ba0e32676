package fovea.explain.parametrization;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;

/** Random numbers to begin with. */
final class StartValues {
  private StartValues() {}

  /** Normal with mean 0. */
  static HostBuffer normal(TensorType type, double deviation, KeyedRandom random) {
    HostBuffer values = HostBuffer.allocate(type);
    for (long i = 0; i < type.shape().elements(); i++) {
      values.set(i, deviation * random.normal(i));
    }
    return values;
  }
}
