package fovea.data.resize;

/**
 * How the pixels of a scaled picture come from those of the original: Pillow's filters, which widen
 * with the reduction so that fine patterns do not turn into coarse ones.
 */
public enum Interpolation {
  /** A triangle, two pixels wide. */
  BILINEAR,
  /** A cubic spline through the pixels, four wide, a = -0.5 (Keys 1981); it sharpens a little. */
  BICUBIC
}
