package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.Pool;
import fovea.graph.type.Window;
import fovea.nn.Layer;

/**
 * Largest element of each window of {@code [n, c, h, w]}. The stride is the window's size, there is
 * no padding and partial windows at the end do not count unless said otherwise.
 */
public record MaxPool2d(Window window, boolean ceil) implements Layer {

  /** Square windows side by side. */
  public MaxPool2d(int kernel) {
    this(Window.of(kernel).stride(kernel), false);
  }

  /** With another stride. */
  public MaxPool2d stride(int stride) {
    return new MaxPool2d(window.stride(stride), ceil);
  }

  /** With padding on all sides, which is never the largest. */
  public MaxPool2d padding(int padding) {
    return new MaxPool2d(window.padding(padding), ceil);
  }

  /** With partial windows at the end. */
  public MaxPool2d ceilMode() {
    return new MaxPool2d(window, true);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.maxPool(new Pool.Pooling(window, ceil));
  }
}
