package fovea.onednn.code;

/**
 * A register for a vector of floats.
 *
 * @param number from 0 to 15; with AVX-512 to 31
 */
public record VectorRegister(int number) {
  private static final int COUNT = 32;

  /** Checks the number. */
  public VectorRegister {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("No vector register " + number + ".");
    }
  }

  int low() {
    return number & 7;
  }

  int high() {
    return number >> 3 & 1;
  }

  /** 1 if it is one of those that only AVX-512 has, else 0. */
  int upper() {
    return number >> 4;
  }
}
