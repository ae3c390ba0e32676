package fovea.explain.feature;

import fovea.explain.attribution.Heatmap;
import java.util.List;

/**
 * The weights of one unit of a convolution.
 *
 * @param unit from 0
 * @param planes one for each channel that the unit sees, rows and columns of the kernel
 */
public record Filter(int unit, List<Heatmap> planes) {

  /** Copies the list. */
  public Filter {
    planes = List.copyOf(planes);
  }

  /** The smallest weight. */
  public float min() {
    return planes.stream().map(Heatmap::min).reduce(Math::min).orElse(0f);
  }

  /** The largest weight. */
  public float max() {
    return planes.stream().map(Heatmap::max).reduce(Math::max).orElse(0f);
  }

  /**
   * The same filter for pictures: from the smallest weight, 0, to the largest, 1, over all planes;
   * as filters are shown since AlexNet (Krizhevsky et al. 2012). Where all weights are the same,
   * each is 0.5.
   */
  public Filter normalized() {
    float min = min();
    float range = max() - min;
    return new Filter(
        unit,
        planes.stream()
            .map(
                plane -> {
                  float[] values = plane.values();
                  for (int i = 0; i < values.length; i++) {
                    values[i] = range > 0 ? (values[i] - min) / range : 0.5f;
                  }
                  return new Heatmap(plane.height(), plane.width(), values);
                })
            .toList());
  }
}
