package fovea.report.glyph;

import java.util.List;

/**
 * What a glyph looks like, in units of an em, from the baseline on: x to the right, y downwards.
 *
 * @param advance how far the next glyph lies
 * @param contours closed polygons, x and y by turns; curves are lines by then
 */
public record Outline(double advance, List<float[]> contours) {
  private static final float[][] BOX = {
    {0.05f, 0, 0.05f, -0.7f, 0.55f, -0.7f, 0.55f, 0},
    {0.1f, -0.05f, 0.5f, -0.05f, 0.5f, -0.65f, 0.1f, -0.65f}
  };

  /** What stands for a character that nobody can draw. */
  static final Outline MISSING = new Outline(0.6, List.of(BOX));
}
