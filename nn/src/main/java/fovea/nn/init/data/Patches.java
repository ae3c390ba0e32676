package fovea.nn.init.data;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/** All patches of pictures that a convolution sees with stride 1. */
final class Patches {
  private Patches() {}

  /**
   * The mean product of any two numbers of a patch, in the order of a kernel.
   *
   * @param pictures {@code [n, c, h, w]}
   * @param kernels {@code [out, c, kh, kw]}
   */
  static double[][] covariance(HostBuffer pictures, Shape kernels) {
    Shape shape = pictures.type().shape();
    boolean fits =
        shape.rank() == 4
            && shape.dim(0) > 0
            && shape.dim(1) == kernels.dim(1)
            && shape.dim(2) >= kernels.dim(2)
            && shape.dim(3) >= kernels.dim(3);
    if (!fits) {
      throw FoveaException.here(
          "pictures " + shape + " for kernels " + kernels,
          "give pictures [n, c, h, w] of as many channels, not smaller than a kernel");
    }
    int size = Math.toIntExact(kernels.elements() / kernels.dim(0));
    double[][] sums = new double[size][size];
    int[] offsets = offsets(shape, kernels);
    int rows = shape.dim(2) - kernels.dim(2) + 1;
    int columns = shape.dim(3) - kernels.dim(3) + 1;
    double[] patch = new double[size];
    for (int picture = 0; picture < shape.dim(0); picture++) {
      double[] values = pictures.rows(picture, picture + 1).doubles();
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          int first = row * shape.dim(3) + column;
          for (int i = 0; i < size; i++) {
            patch[i] = values[first + offsets[i]];
          }
          add(sums, patch);
        }
      }
    }
    double patches = (double) shape.dim(0) * rows * columns;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= patches;
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  /** Where the numbers of a patch are in a picture, from its first one on. */
  private static int[] offsets(Shape pictures, Shape kernels) {
    int height = kernels.dim(2);
    int width = kernels.dim(3);
    int[] offsets = new int[kernels.dim(1) * height * width];
    for (int i = 0; i < offsets.length; i++) {
      int channel = i / (height * width);
      int row = i / width % height;
      offsets[i] = (channel * pictures.dim(2) + row) * pictures.dim(3) + i % width;
    }
    return offsets;
  }

  private static void add(double[][] sums, double[] patch) {
    for (int i = 0; i < patch.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] += patch[i] * patch[j];
      }
    }
  }
}
