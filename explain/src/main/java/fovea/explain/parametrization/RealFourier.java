package fovea.explain.parametrization;

import fovea.data.pixels.PictureShape;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The real two-dimensional Fourier transform and its inverse as products with constant matrices. A
 * spectrum is {@code [n, c, h, 2 * (w / 2 + 1)]}: in each row of frequencies the real parts, then
 * the imaginary ones.
 */
final class RealFourier {
  private final int height;
  private final int width;

  RealFourier(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** The spectrum of one picture. */
  static TensorType type(PictureShape picture) {
    return TensorType.f32(
        1, picture.channels(), picture.height(), 2 * frequencies(picture.width()));
  }

  private static int frequencies(int width) {
    return width / 2 + 1;
  }

  /**
   * A frequency of a picture of {@code height} by {@code width}.
   *
   * @param row index of the vertical frequency, the negative ones last
   * @param column index of the horizontal frequency
   */
  record Frequency(int row, int column, int height, int width) {

    /** Strength in photos: one over the frequency, but no more than for one period. */
    double naturalMagnitude() {
      double y = (double) (row <= height / 2 ? row : row - height) / height;
      double x = (double) column / width;
      return 1 / Math.max(Math.hypot(y, x), 1.0 / Math.max(height, width));
    }

    /** How often it is in a spectrum of all frequencies, which a real picture's half stands for. */
    double times() {
      return column == 0 || 2 * column == width ? 1 : 2;
    }
  }

  /** A number for each frequency, {@code [1, 1, h, 2 * (w / 2 + 1)]}. */
  Tensor each(ToDoubleFunction<Frequency> number, DType dtype) {
    int columns = frequencies(width);
    var type = new TensorType(Shape.of(1, 1, height, 2 * columns), dtype);
    HostBuffer numbers = HostBuffer.allocate(type);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < 2 * columns; column++) {
        var frequency = new Frequency(row, column % columns, height, width);
        numbers.set((long) row * 2 * columns + column, number.applyAsDouble(frequency));
      }
    }
    return Tensor.of(numbers);
  }

  /** The spectra of pictures {@code [n, c, h, w]}: the adjoint of the inverse, rescaled. */
  Tensor forward(Tensor pictures) {
    Shape shape = pictures.shape().with(3, 2 * frequencies(width));
    Tensor anywhere = Tensor.full(pictures.type().with(shape), 0);
    Tensor adjoint = Gradients.of(inverse(anywhere), pictures, List.of(anywhere)).getFirst();
    double all = (double) height * width;
    return adjoint.mul(each(frequency -> all / frequency.times(), pictures.type().dtype()));
  }

  /** The pictures of spectra, {@code [n, c, h, w]}. */
  Tensor inverse(Tensor spectra) {
    DType dtype = spectra.type().dtype();
    int n = spectra.shape().dim(0);
    int c = spectra.shape().dim(1);
    // Waves along a row: once as they are, once a quarter of a period on. Along a column, both mix.
    Tensor waves =
        spectra
            .linear(alongRows(dtype))
            .reshape(n, c, height, 2, width)
            .transpose(0, 1, 4, 3, 2)
            .reshape(n, c, width, 2 * height);
    return waves.linear(alongColumns(dtype)).transpose(0, 1, 3, 2);
  }

  private Tensor alongRows(DType dtype) {
    int columns = frequencies(width);
    HostBuffer matrix = matrix(2 * width, 2 * columns, dtype);
    for (int x = 0; x < width; x++) {
      for (int k = 0; k < columns; k++) {
        double share = new Frequency(0, k, height, width).times() / width;
        double cos = share * cos((long) x * k, width);
        double sin = share * sin((long) x * k, width);
        long real = 2L * columns * x + k;
        long shifted = 2L * columns * (width + x) + k;
        matrix.set(real, cos);
        matrix.set(real + columns, -sin);
        matrix.set(shifted, sin);
        matrix.set(shifted + columns, cos);
      }
    }
    return Tensor.of(matrix);
  }

  private Tensor alongColumns(DType dtype) {
    HostBuffer matrix = matrix(height, 2 * height, dtype);
    for (int y = 0; y < height; y++) {
      for (int k = 0; k < height; k++) {
        matrix.set(2L * height * y + k, cos((long) y * k, height) / height);
        matrix.set(2L * height * y + height + k, -sin((long) y * k, height) / height);
      }
    }
    return Tensor.of(matrix);
  }

  private static HostBuffer matrix(int rows, int columns, DType dtype) {
    return HostBuffer.allocate(new TensorType(Shape.of(rows, columns), dtype));
  }

  private static double cos(long steps, int period) {
    return StrictMath.cos(2 * Math.PI * (steps % period) / period);
  }

  private static double sin(long steps, int period) {
    return StrictMath.sin(2 * Math.PI * (steps % period) / period);
  }
}
