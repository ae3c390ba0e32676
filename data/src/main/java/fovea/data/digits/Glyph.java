package fovea.data.digits;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One way to write a digit, in a box of 1 × 1 with y downwards.
 *
 * @param strokes from pen down to pen up
 */
record Glyph(List<Stroke> strokes) {

  private static final Pattern POINT = Pattern.compile("(\\d+),(\\d+)(!?)");

  /**
   * Reads strokes written as {@code "x,y x,y! x,y"} in hundredths; an exclamation mark makes a
   * corner.
   */
  static Glyph of(String... strokes) {
    return new Glyph(Stream.of(strokes).map(Stroke::of).toList());
  }

  /** One movement of the pen along a smooth curve through all points, which breaks at corners. */
  static final class Stroke {

    /** {@code [x0, y0, x1, y1, …]}. */
    final double[] points;

    /** Whether the curve breaks, per point. */
    final boolean[] corner;

    private Stroke(int length) {
      this.points = new double[2 * length];
      this.corner = new boolean[length];
    }

    private static Stroke of(String text) {
      List<MatchResult> points = POINT.matcher(text).results().toList();
      var stroke = new Stroke(points.size());
      for (int i = 0; i < points.size(); i++) {
        MatchResult point = points.get(i);
        stroke.points[2 * i] = Integer.parseInt(point.group(1)) / 100.0;
        stroke.points[2 * i + 1] = Integer.parseInt(point.group(2)) / 100.0;
        stroke.corner[i] = !point.group(3).isEmpty();
      }
      return stroke;
    }
  }
}
