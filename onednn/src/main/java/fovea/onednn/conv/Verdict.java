package fovea.onednn.conv;

/**
 * Whether an algorithm that could compute a convolution should, and why.
 *
 * @param chosen whether it should
 * @param reason in a few words, as plans show it
 */
record Verdict(boolean chosen, String reason) {
  static Verdict yes(String reason) {
    return new Verdict(true, reason);
  }

  static Verdict no(String reason) {
    return new Verdict(false, reason);
  }
}
