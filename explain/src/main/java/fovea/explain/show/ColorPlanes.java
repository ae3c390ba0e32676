package fovea.explain.show;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Attributions to the channels of a picture, as colors. */
final class ColorPlanes {
  private static final double KEPT = 0.995;

  private ColorPlanes() {}

  /** What was found in the first picture, a plane for each channel. */
  static List<Heatmap> of(Attributions found) {
    Shape shape = found.values().type().shape();
    int places = shape.dim(2) * shape.dim(3);
    List<Heatmap> planes = new ArrayList<>();
    for (int channel = 0; channel < shape.dim(1); channel++) {
      float[] plane = new float[places];
      for (int place = 0; place < places; place++) {
        plane[place] = (float) found.values().at((long) channel * places + place);
      }
      planes.add(new Heatmap(shape.dim(2), shape.dim(3), plane));
    }
    return planes;
  }

  /**
   * Zero as gray, 0.5, all planes by the same factor, such that all but the strongest are from 0 to
   * 1.
   */
  static List<Heatmap> aroundGray(List<Heatmap> planes) {
    int places = planes.getFirst().values().length;
    float[] all = new float[places * planes.size()];
    for (int i = 0; i < planes.size(); i++) {
      System.arraycopy(planes.get(i).values(), 0, all, i * places, places);
    }
    double end = MapScale.size(all, KEPT);
    double half = end > 0 ? end : Math.max(MapScale.size(all, 1), Float.MIN_NORMAL);
    return planes.stream()
        .map(
            plane -> {
              float[] values = plane.values();
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.clamp(0.5 + 0.5 * values[i] / half, 0, 1);
              }
              return new Heatmap(plane.height(), plane.width(), values);
            })
        .toList();
  }
}
