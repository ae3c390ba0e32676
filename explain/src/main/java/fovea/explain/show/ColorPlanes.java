package fovea.explain.show;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.explain.attribution.Magnitudes;
import java.util.List;
import java.util.stream.IntStream;

/** Attributions to the channels of a picture, as colors. */
final class ColorPlanes {
  private ColorPlanes() {}

  /** What was found in the first picture, a plane for each channel. */
  static List<Heatmap> of(Attributions found) {
    int channels = found.values().type().shape().dim(1);
    return IntStream.range(0, channels).mapToObj(c -> Heatmap.plane(found.values(), c)).toList();
  }

  /** The numbers of all planes, which have one size, one after the other. */
  static float[] joined(List<Heatmap> planes) {
    int places = planes.getFirst().height() * planes.getFirst().width();
    float[] all = new float[places * planes.size()];
    for (int i = 0; i < planes.size(); i++) {
      System.arraycopy(planes.get(i).values(), 0, all, i * places, places);
    }
    return all;
  }

  /**
   * Zero as gray, 0.5, all planes by the same factor, such that all but the strongest are from 0 to
   * 1.
   */
  static List<Heatmap> aroundGray(List<Heatmap> planes) {
    double half = Math.max(Magnitudes.usual(joined(planes)), Float.MIN_NORMAL);
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
