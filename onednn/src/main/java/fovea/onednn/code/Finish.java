package fovea.onednn.code;

import java.util.Optional;

/**
 * What is done with results before they are written.
 *
 * @param bias whether a number for each channel is added
 * @param summand whether another tensor is added
 * @param limits what smaller and larger results are set to, if there is an activation
 */
public record Finish(boolean bias, boolean summand, Optional<Limits> limits) {

  /** Nothing. */
  public static Finish none() {
    return new Finish(false, false, Optional.empty());
  }

  /** The least and the largest result. */
  public record Limits(float low, float high) {
    /** Those of ReLU. */
    public static Limits relu() {
      return new Limits(0, Float.POSITIVE_INFINITY);
    }

    /** Whether large results are set to another number. */
    boolean upwards() {
      return high < Float.POSITIVE_INFINITY;
    }
  }
}
