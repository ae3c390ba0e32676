package fovea.explain.attribution;

import java.util.Arrays;

/** How large numbers are that are to be shown, whatever their sign. */
public final class Magnitudes {

  /** So many of all numbers are not cut: single large ones would leave nothing else to see. */
  private static final double KEPT = 0.995;

  private Magnitudes() {}

  /** The largest. */
  public static float largest(float... values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The one that few exceed; the largest where all but these few are zero. */
  public static float usual(float... values) {
    float[] sizes = new float[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]);
    }
    Arrays.sort(sizes);
    float usual = sizes[(int) Math.ceil(KEPT * sizes.length) - 1];
    return usual > 0 ? usual : sizes[sizes.length - 1];
  }
}
