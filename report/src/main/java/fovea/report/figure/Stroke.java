package fovea.report.figure;

/**
 * How a line is drawn.
 *
 * @param color {@code 0xRRGGBB}
 * @param width in units of the figure
 * @param dash length of dashes and of the gaps between them, zero for a line without
 */
public record Stroke(int color, double width, double dash) {

  /** Without gaps. */
  public Stroke(int color, double width) {
    this(color, width, 0);
  }

  /** The same with dashes of this length. */
  public Stroke dash(double dash) {
    return new Stroke(color, width, dash);
  }
}
