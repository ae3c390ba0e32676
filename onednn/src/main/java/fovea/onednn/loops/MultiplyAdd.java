package fovea.onednn.loops;

import fovea.onednn.code.Vectors;

/** A product and a sum, in one instruction where the processor has that. */
final class MultiplyAdd {
  /** Elsewhere {@link Math#fma} is a call that is a hundred times slower. */
  private static final boolean FUSED = Vectors.here().isPresent();

  private MultiplyAdd() {}

  /** {@code a * b + c}. */
  static float of(float a, float b, float c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }
}
