package fovea.explain.measure;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/** Pictures in which little is to be recognized. */
final class BlurredPicture {
  /** Deviations of the blur in the longer side of the picture. */
  private static final int SHARPNESS = 20;

  /** Where a bell curve is cut off, in deviations. */
  private static final int REACH = 3;

  private BlurredPicture() {}

  /** {@code picture}, {@code [1, c, h, w]}, blurred by a bell curve. */
  static HostBuffer of(HostBuffer picture) {
    Shape shape = picture.type().shape();
    int height = shape.dim(2);
    int width = shape.dim(3);
    double[] kernel = kernel((double) Math.max(height, width) / SHARPNESS);
    double[] values = picture.doubles();
    for (int row = 0; row < shape.dim(1) * height; row++) {
      blur(values, row * width, 1, width, kernel);
    }
    for (int channel = 0; channel < shape.dim(1); channel++) {
      for (int column = 0; column < width; column++) {
        blur(values, channel * height * width + column, width, height, kernel);
      }
    }
    return HostBuffer.of(picture.type(), values);
  }

  /** Half of a bell curve, from its middle on. */
  private static double[] kernel(double deviation) {
    double[] kernel = new double[(int) Math.ceil(REACH * deviation) + 1];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.exp(-i * i / (2 * deviation * deviation));
    }
    return kernel;
  }

  /** Blurs {@code count} values; beyond the edges there is nothing. */
  private static void blur(double[] values, int first, int stride, int count, double[] kernel) {
    double[] line = new double[count];
    for (int i = 0; i < count; i++) {
      line[i] = values[first + i * stride];
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      double weights = 0;
      int last = Math.min(count - 1, i + kernel.length - 1);
      for (int j = Math.max(0, i - kernel.length + 1); j <= last; j++) {
        double weight = kernel[Math.abs(i - j)];
        sum += weight * line[j];
        weights += weight;
      }
      values[first + i * stride] = sum / weights;
    }
  }
}
