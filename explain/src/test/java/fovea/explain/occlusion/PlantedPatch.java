package fovea.explain.occlusion;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.explain.attribution.SmallNet;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Param;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;

/** A network that counts red places, and pictures with one red patch. */
record PlantedPatch(SmallNet net) {
  static final int SIDE = 32;
  static final int TOP = 8;
  static final int LEFT = 20;
  static final int PATCH = 6;

  /** With two scores: red, and half of it against red. */
  static PlantedPatch on(Device device, DType type) {
    Conv2d red = new Conv2d(3, 1, 1);
    Linear head = new Linear(1, 2);
    SmallNet net =
        SmallNet.of(
            Sequential.of(red, new Relu(), new GlobalAvgPool(), new Flatten(), head),
            device,
            type,
            Shape.of(1, 3, SIDE, SIDE));
    set(red.weight(), 1, -1, -1);
    set(red.bias(), -0.3);
    set(head.weight(), 100, -50);
    set(head.bias(), 0, 0);
    return new PlantedPatch(net);
  }

  private static void set(Param param, double... values) {
    param.variable().assign(HostBuffer.of(param.variable().type(), values));
  }

  /** Grey pictures with a patch, the next one a row lower each. */
  HostBuffer pictures(int count) {
    HostBuffer pictures = HostBuffer.allocate(net.subject().input(count));
    int places = SIDE * SIDE;
    for (int i = 0; i < 3 * count * places; i++) {
      pictures.set(i, 0.4);
    }
    for (int picture = 0; picture < count; picture++) {
      for (int place = 0; place < places; place++) {
        int row = place / SIDE - picture;
        int column = place % SIDE;
        if (isPatch(row, column)) {
          pictures.set((3L * picture) * places + place, 1);
          pictures.set((3L * picture + 1) * places + place, 0);
          pictures.set((3L * picture + 2) * places + place, 0);
        }
      }
    }
    return pictures;
  }

  static boolean isPatch(int row, int column) {
    return row >= TOP && row < TOP + PATCH && column >= LEFT && column < LEFT + PATCH;
  }

  Attributions maps(Attribution method, HostBuffer pictures, int... scores) {
    return method.on(net.subject()).of(pictures, net.targets(scores));
  }

  Heatmap map(Attribution method, int score) {
    return maps(method, pictures(1), score).map(0, method.reading());
  }

  /** Mean of the map in the patch, and outside of it. */
  static double[] means(Heatmap map) {
    double inside = 0;
    double outside = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        if (isPatch(row, column)) {
          inside += map.at(row, column);
        } else {
          outside += map.at(row, column);
        }
      }
    }
    int patch = PATCH * PATCH;
    return new double[] {inside / patch, outside / (SIDE * SIDE - patch)};
  }
}
