package fovea.testkit.spec;

/** Whether devices agree on what an op makes of NaN and of infinite numbers, on all processors. */
enum NonFinite {
  /** They do. */
  SAME,
  /** What lies beyond the picture is multiplied, or left out. */
  MARGINS,
  /** The larger one of NaN and a number may be the number. */
  LARGEST,
  /** NaN may be greater than a number. */
  GREATER,
  /** The rest of a row with NaN or infinity differs. */
  SPREAD,
  /** The argument is limited first. */
  LIMITED
}
