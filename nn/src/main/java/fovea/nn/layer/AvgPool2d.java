package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.Pool;
import fovea.graph.type.Window;
import fovea.nn.Layer;

/**
 * Mean of each window of {@code [n, c, h, w]}. The stride is the window's size, there is no
 * padding, padding counts as zeros and partial windows at the end do not count unless said
 * otherwise.
 */
public record AvgPool2d(Window window, boolean ceil, boolean countPadding) implements Layer {

  /** Square windows side by side. */
  public AvgPool2d(int kernel) {
    this(Window.of(kernel).stride(kernel), false, true);
  }

  /** With another stride. */
  public AvgPool2d stride(int stride) {
    return new AvgPool2d(window.stride(stride), ceil, countPadding);
  }

  /** With zeros on all sides. */
  public AvgPool2d padding(int padding) {
    return new AvgPool2d(window.padding(padding), ceil, countPadding);
  }

  /** With partial windows at the end. */
  public AvgPool2d ceilMode() {
    return new AvgPool2d(window, true, countPadding);
  }

  /** With the mean over the elements of the picture alone. */
  public AvgPool2d ignorePadding() {
    return new AvgPool2d(window, ceil, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.averagePool(new Pool.Pooling(window, ceil), countPadding);
  }
}
