package fovea.explain.show;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Heatmap;
import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import java.util.Arrays;
import java.util.List;

/**
 * Which colors a map of attribution has.
 *
 * @param colors from the smallest to the largest number that has a color of its own
 * @param cut whether the strongest numbers share a color
 */
record MapScale(ColorScale colors, boolean cut) {

  /** Maps of fewer places are shown as they are: a place of theirs is no speck. */
  private static final int FINE = 2_500;

  /** Share of places of a fine map whose strength is within the scale. */
  private static final double KEPT = 0.995;

  /** Whether single places are but specks. */
  static boolean isFine(Heatmap map) {
    return map.height() * map.width() >= FINE;
  }

  static MapScale of(Heatmap map, Attribution.Reading reading) {
    float[] values = map.values();
    double most = size(values, 1);
    double end = isFine(map) ? size(values, KEPT) : most;
    // Where all but a few places are zero, these few are what is to be seen.
    double high = end > 0 ? end : most;
    ColorScale colors =
        switch (reading) {
          case SIGNED -> new ColorScale(-high, high, ColorMap.BLUE_RED);
          case POSITIVE, MAGNITUDE, COLORS -> new ColorScale(0, high, ColorMap.INFERNO);
        };
    return new MapScale(colors, high < most);
  }

  /** From zero to the largest value of maps of one size, the strongest few cut if they are fine. */
  static MapScale of(List<Heatmap> maps, ColorMap colors) {
    int places = maps.getFirst().height() * maps.getFirst().width();
    float[] all = new float[places * maps.size()];
    for (int i = 0; i < maps.size(); i++) {
      System.arraycopy(maps.get(i).positive().values(), 0, all, i * places, places);
    }
    double most = size(all, 1);
    double end = isFine(maps.getFirst()) ? size(all, KEPT) : most;
    double high = end > 0 ? end : most;
    return new MapScale(new ColorScale(0, high, colors), high < most);
  }

  /** The size of a number that so large a share of all are not above. */
  static double size(float[] values, double share) {
    float[] sizes = new float[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]);
    }
    Arrays.sort(sizes);
    return sizes[Math.max(0, (int) Math.ceil(share * sizes.length) - 1)];
  }
}
