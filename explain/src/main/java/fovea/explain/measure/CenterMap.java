package fovea.explain.measure;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * The same map for every picture, for comparison: 1 in the center, and less to the edges by a bell
 * curve. Photos mostly have in their center what they show.
 */
public record CenterMap() implements Attribution {
  /** Of the distance from the center to an edge. */
  private static final double DEVIATION = 0.5;

  @Override
  public String name() {
    return "center";
  }

  @Override
  public Reading reading() {
    return Reading.POSITIVE;
  }

  @Override
  public boolean usesClass() {
    return false;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    return (pictures, _) -> {
      Shape shape = pictures.type().shape();
      int height = shape.dim(2);
      int width = shape.dim(3);
      HostBuffer maps =
          HostBuffer.allocate(pictures.type().with(Shape.of(shape.dim(0), 1, height, width)));
      for (long i = 0; i < maps.type().shape().elements(); i++) {
        int row = (int) (i / width % height);
        maps.set(i, bell(row, height) * bell((int) (i % width), width));
      }
      return new Attributions(maps);
    };
  }

  private static double bell(int place, int places) {
    double distance = (2.0 * place + 1 - places) / places / DEVIATION;
    return Math.exp(-distance * distance / 2);
  }
}
