package fovea.bench.peers;

import java.util.List;

/** A step of a network as libtorch would run it; names are those of its weights. */
sealed interface Part {

  /** Whether the input is used up, so that nobody else may let go of it. */
  default boolean takesInput() {
    return false;
  }

  /** A convolution in groups; with a bias if there are weights of that name. */
  record Conv(String name, int stride, int padding, int groups) implements Part {
    Conv(String name, int stride, int padding) {
      this(name, stride, padding, 1);
    }
  }

  /** Batch normalization. */
  record BatchNorm(String name) implements Part {}

  /** ReLU, in place where the library can. */
  record Relu() implements Part {
    @Override
    public boolean takesInput() {
      return true;
    }
  }

  /** ReLU that ends at 6, in place where the library can. */
  record Relu6() implements Part {
    @Override
    public boolean takesInput() {
      return true;
    }
  }

  /** Maximum over windows. */
  record MaxPool(int size, int stride, int padding) implements Part {}

  /** Mean over all pixels, {@code [n, c]}. */
  record GlobalMean() implements Part {}

  /** All but the first axis as one. */
  record Flatten() implements Part {}

  /** A linear layer with bias. */
  record Linear(String name) implements Part {}

  /** The sum of two ways, the second of which may be empty. */
  record Residual(List<Part> body, List<Part> shortcut) implements Part {}

  /** Every second pixel, with {@code channels} of zeros on each side. */
  record Thin(int channels) implements Part {}
}
