package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.nn.Layer;

/**
 * Local response normalization over neighboring channels (Krizhevsky et al. 2012), in PyTorch's
 * convention: {@code x / (k + alpha / size * sum of squares) ^ beta}. Alpha 1e-4, beta 0.75, k 1
 * unless said otherwise; AlexNet's are 1e-4, 0.75 and 2 over 5 channels.
 */
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {

  /** A norm over {@code size} channels. */
  public LocalResponseNorm(int size) {
    this(size, 1e-4, 0.75, 1);
  }

  /** With another weight of the squares. */
  public LocalResponseNorm alpha(double alpha) {
    return new LocalResponseNorm(size, alpha, beta, k);
  }

  /** With another exponent. */
  public LocalResponseNorm beta(double beta) {
    return new LocalResponseNorm(size, alpha, beta, k);
  }

  /** With another constant. */
  public LocalResponseNorm k(double k) {
    return new LocalResponseNorm(size, alpha, beta, k);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.localResponseNorm(new Norm.LocalResponse(size, alpha, beta, k));
  }
}
