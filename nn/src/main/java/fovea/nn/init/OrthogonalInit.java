package fovea.nn.init;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.stream.IntStream;

/**
 * Orthogonal matrices, which change the length of no vector (Saxe et al. 2013): the weight as a
 * matrix of its first size times all others has orthonormal rows or, if it has more rows than
 * columns, orthonormal columns. All such are equally likely.
 *
 * @param gain what they are multiplied by, such as √2 for ReLU
 */
public record OrthogonalInit(double gain) implements Init {

  /**
   * Checks the gain.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public OrthogonalInit {
    Elements.atLeastZero("orthogonal with a gain", gain);
  }

  /** With gain 1. */
  public OrthogonalInit() {
    this(1);
  }

  @Override
  public boolean fits(Shape shape) {
    return shape.rank() >= 2;
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Shape shape = values.type().shape();
    if (!fits(shape)) {
      throw Elements.unfit(this, shape, "use it for weights of two or more axes");
    }
    int rows = shape.dim(0);
    int columns = Math.toIntExact(shape.elements() / Math.max(1, rows));
    boolean wide = rows <= columns;
    double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < vectors[i].length; j++) {
        vectors[i][j] = random.normal((long) i * vectors[i].length + j);
      }
    }
    orthonormalize(vectors);
    Elements.each(
        values,
        i -> {
          int row = (int) (i / columns);
          int column = (int) (i % columns);
          return gain * (wide ? vectors[row][column] : vectors[column][row]);
        });
  }

  /** Gram &amp; Schmidt, in the order that keeps rounding small. */
  private static void orthonormalize(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      double[] unit = vectors[i];
      scale(unit, 1 / Math.sqrt(dot(unit, unit)));
      IntStream rest = IntStream.range(i + 1, vectors.length);
      boolean much = (long) (vectors.length - i) * unit.length >= 1 << 16;
      (much ? rest.parallel() : rest).forEach(j -> removeFrom(vectors[j], unit));
    }
  }

  private static void removeFrom(double[] vector, double[] unit) {
    double share = dot(vector, unit);
    for (int k = 0; k < vector.length; k++) {
      vector[k] -= share * unit[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void scale(double[] vector, double factor) {
    for (int k = 0; k < vector.length; k++) {
      vector[k] *= factor;
    }
  }
}
