package fovea.keras;

/**
 * How a batch norm of the zoo differs from Keras's.
 *
 * @param shift Keras's epsilon less that of the network; added to the running variances, it makes
 *     both the same
 * @param bias the layer whose bias Keras adds before the norm and the network does not; empty if
 *     there is none. Taken off the running means, it makes both the same.
 */
record BatchNormMapping(double shift, String bias) {
  static final BatchNormMapping SAME = new BatchNormMapping(0, "");
  private static final double KERAS = 1e-3;
  private static final double TORCH = 1e-5;

  /** Keras's usual epsilon beside PyTorch's usual one. */
  static final BatchNormMapping DEFAULT = new BatchNormMapping(KERAS - TORCH, "");

  /** After a convolution with a bias. */
  BatchNormMapping after(String layer) {
    return new BatchNormMapping(shift, layer);
  }

  /** Keras's epsilon beside PyTorch's usual one. */
  static BatchNormMapping epsilon(double keras) {
    return new BatchNormMapping(keras - TORCH, "");
  }
}
