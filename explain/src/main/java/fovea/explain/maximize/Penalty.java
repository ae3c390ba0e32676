package fovea.explain.maximize;

import fovea.error.Nearest;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a picture should have little of: a mean over its values, so that a weight suits any size.
 */
public enum Penalty {
  /** How much neighboring pixels differ. */
  TOTAL_VARIATION,
  /** How far values are from gray. */
  L1,
  /** The square of how far values are from gray. */
  L2,
  /** What a small blur takes away, squared: high frequencies. */
  BLUR;

  private static final double GRAY = 0.5;

  /** As users type it, such as {@code total-variation}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of this title.
   *
   * @throws FoveaException if there is none, with the nearest
   */
  public static Penalty named(String title) {
    List<String> titles = Arrays.stream(values()).map(Penalty::title).toList();
    int index = titles.indexOf(title);
    if (index < 0) {
      throw FoveaException.at(
          "regularizer", "there is none called " + title, Nearest.hint(title, titles));
    }
    return values()[index];
  }

  /** The penalty of each of {@code pictures [n, c, h, w]}, {@code [n]}. */
  Tensor of(Tensor pictures) {
    Tensor from = pictures.sub(GRAY);
    return switch (this) {
      case TOTAL_VARIATION -> variation(pictures, 2).add(variation(pictures, 3));
      case L1 -> from.abs().mean(1, 2, 3);
      case L2 -> from.mul(from).mean(1, 2, 3);
      case BLUR -> {
        Tensor lost = from.sub(blurred(from).detach());
        yield lost.mul(lost).mul(0.5).mean(1, 2, 3);
      }
    };
  }

  private static Tensor variation(Tensor pictures, int axis) {
    int size = pictures.shape().dim(axis);
    return pictures.slice(axis, 1, size).sub(pictures.slice(axis, 0, size - 1)).abs().mean(1, 2, 3);
  }

  private static Tensor blurred(Tensor pictures) {
    int channels = pictures.shape().dim(1);
    double[] kernel = new double[9 * channels];
    for (int i = 0; i < kernel.length; i++) {
      int row = i % 9 / 3;
      int column = i % 3;
      kernel[i] = (row == 1 ? 2 : 1) * (column == 1 ? 2 : 1) / 16.0;
    }
    var type = pictures.type().with(Shape.of(channels, 1, 3, 3));
    return pictures.conv2d(
        Tensor.of(HostBuffer.of(type, kernel)), Window.of(3).padding(1), channels);
  }
}
