package fovea.onednn.code;

import fovea.onednn.ffm.DnnlEngine;
import java.util.Locale;
import java.util.Optional;

/** How many floats an instruction works on. */
public enum Vectors {
  /** Eight floats, with fused multiplication and addition. */
  AVX2(8, 16),
  /** Sixteen floats. */
  AVX512(16, 32);

  private final int lanes;
  private final int registers;

  Vectors(int lanes, int registers) {
    this.lanes = lanes;
    this.registers = registers;
  }

  /** Floats in a vector. */
  public int lanes() {
    return lanes;
  }

  /** Registers for vectors. */
  public int registers() {
    return registers;
  }

  /** Bytes in a vector. */
  public int bytes() {
    return lanes * Float.BYTES;
  }

  /** The name in plans. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The widest that this processor has and oneDNN may use; empty if there is neither. */
  public static Optional<Vectors> here() {
    return DnnlEngine.hasAvx512()
        ? Optional.of(AVX512)
        : DnnlEngine.hasAvx2() ? Optional.of(AVX2) : Optional.empty();
  }
}
