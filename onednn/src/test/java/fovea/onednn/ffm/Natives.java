package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The condition of all tests that call oneDNN. */
public final class Natives {
  private Natives() {}

  /** Skips the test, saying why, where oneDNN cannot be used. */
  public static void assumeAvailable() {
    assumeTrue(
        NativeLibrary.unavailable().isEmpty(),
        () -> "not tested: " + NativeLibrary.unavailable().orElse(""));
  }
}
