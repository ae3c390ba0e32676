package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.ffm.system.NativeLibrary;

/** The condition of all tests that call oneDNN. */
public final class Natives {
  private Natives() {}

  /** Skips the test, saying why, where oneDNN cannot be used. */
  public static void assumeAvailable() {
    assumeTrue(
        NativeLibrary.unavailable().isEmpty(),
        () -> "not tested: " + NativeLibrary.unavailable().orElse(""));
  }

  /** Skips the test, saying why, where oneDNN has no kernels in bf16 for training. */
  public static void assumeBf16() {
    assumeTrue(DnnlEngine.multipliesBf16(), "not tested: this processor does not multiply bf16");
  }
}
