package fovea.keras;

/**
 * How a batch norm of the zoo differs from Keras's.
 *
 * @param shift Keras's epsilon less that of the network; added to the running variances, it makes
 *     both the same
 * @param bias the layer whose bias Keras adds before the norm and the network does not; empty if
 *     there is none. Taken off the running means, it makes both the same.
 */
record Norm(double shift, String bias) {
  static final Norm SAME = new Norm(0, "");
  private static final double KERAS = 1e-3;
  private static final double TORCH = 1e-5;

  /** Keras's usual epsilon beside PyTorch's usual one. */
  static final Norm USUAL = new Norm(KERAS - TORCH, "");

  /** After a convolution with a bias. */
  Norm after(String layer) {
    return new Norm(shift, layer);
  }

  /** Keras's epsilon beside PyTorch's usual one. */
  static Norm epsilon(double keras) {
    return new Norm(keras - TORCH, "");
  }
}
