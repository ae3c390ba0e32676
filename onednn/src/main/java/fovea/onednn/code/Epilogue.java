package fovea.onednn.code;

import java.util.Optional;

/**
 * The epilogue of a kernel: what it does with its results before it writes them, such as to add a
 * bias and a residual and to apply an activation.
 *
 * @param bias whether a number for each channel is added
 * @param residual whether another tensor is added
 * @param limits what smaller and larger results are set to, if there is an activation
 */
public record Epilogue(boolean bias, boolean residual, Optional<Limits> limits) {

  /** Nothing. */
  public static Epilogue none() {
    return new Epilogue(false, false, Optional.empty());
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
