package fovea.onednn.code;

/**
 * A register for a vector of floats.
 *
 * @param number from 0 to 15; AVX-512 has as many again, which nothing here needs
 */
public record VectorRegister(int number) {
  private static final int COUNT = 16;

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
    return number >> 3;
  }
}
