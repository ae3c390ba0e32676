package fovea.graph.spi;

/** A rewrite of steps into a fused kernel, which a backend may ask for. */
public enum Fusion {
  /** Batch normalization with fixed statistics goes into the weights of the convolution before. */
  FOLD_BATCH_NORM,
  /** A residual joins the convolution before it; at inference only. */
  CONV_ADD,
  /** ReLU joins the convolution before it; so does a clamp that has no gradient. */
  CONV_RELU,
  /** ReLU or ReLU6 joins batch normalization in training, forward and backward. */
  BATCH_NORM_RELU,
  /** ReLU joins the addition before it. */
  ADD_RELU
}
