package fovea.explain.show;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Heatmap;
import fovea.explain.attribution.Magnitudes;
import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
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

  /** Whether single places are but specks. */
  static boolean isFine(Heatmap map) {
    return map.height() * map.width() >= FINE;
  }

  static MapScale of(Heatmap map, Attribution.Reading reading) {
    Range range = Range.of(isFine(map), map.values());
    ColorScale colors =
        switch (reading) {
          case SIGNED -> new ColorScale(-range.shown, range.shown, ColorMap.BLUE_RED);
          case POSITIVE, MAGNITUDE, COLORS -> new ColorScale(0, range.shown, ColorMap.INFERNO);
        };
    return new MapScale(colors, range.isCut());
  }

  /** From zero to the largest value of maps of one size, the strongest few cut if they are fine. */
  static MapScale of(List<Heatmap> maps, ColorMap colors) {
    float[] all = ColorPlanes.joined(maps.stream().map(Heatmap::positive).toList());
    Range range = Range.of(isFine(maps.getFirst()), all);
    return new MapScale(new ColorScale(0, range.shown, colors), range.isCut());
  }

  /**
   * How large numbers are.
   *
   * @param shown the largest that has a color of its own
   * @param largest of all
   */
  private record Range(double shown, double largest) {

    static Range of(boolean fine, float[] values) {
      double largest = Magnitudes.largest(values);
      return new Range(fine ? Magnitudes.usual(values) : largest, largest);
    }

    boolean isCut() {
      return shown < largest;
    }
  }
}
