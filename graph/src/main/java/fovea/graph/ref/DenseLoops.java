package fovea.graph.ref;

import fovea.graph.op.Dense;
import fovea.graph.type.Shape;

/** Products of matrices, each row of the result as a sum of rows. */
final class DenseLoops {
  private DenseLoops() {}

  static void run(Dense op, Operands o) {
    switch (op) {
      case Dense.MatMul(boolean transposeA, boolean transposeB) -> {
        Shape a = o.inShape(0);
        Shape b = o.inShape(1);
        Shape c = o.outShape(0);
        int matrices = (int) (c.elements() / Math.max(1, c.dim(-2) * c.dim(-1)));
        for (int i = 0; i < matrices; i++) {
          addProduct(
              new Matrix(o.in(0), a, i, transposeA),
              new Matrix(o.in(1), b, i, transposeB),
              new Matrix(o.out(0), c, i, false));
        }
      }
      case Dense.Linear _ -> {
        Matrix y = out(o);
        if (o.count() == 3) {
          for (int row = 0; row < y.height; row++) {
            y.row(row).add(1, new Run(o.in(2), 0, 1), y.width);
          }
        }
        addProduct(in(o, 0, false), in(o, 1, true), y);
      }
      case Dense.LinearInputGrad _ -> addProduct(in(o, 0, false), in(o, 1, false), out(o));
      case Dense.LinearWeightGrad(boolean bias) -> {
        addProduct(in(o, 1, true), in(o, 0, false), out(o));
        if (bias) {
          Matrix dy = in(o, 1, false);
          for (int row = 0; row < dy.height; row++) {
            new Run(o.out(1), 0, 1).add(1, dy.row(row), dy.width);
          }
        }
      }
    }
  }

  private static Matrix in(Operands o, int index, boolean transposed) {
    return new Matrix(o.in(index), o.inShape(index), 0, transposed);
  }

  private static Matrix out(Operands o) {
    return new Matrix(o.out(0), o.outShape(0), 0, false);
  }

  /** {@code c += a * b}. */
  private static void addProduct(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.height; i++) {
      for (int k = 0; k < a.width; k++) {
        c.row(i).add(a.row(i).at(k), b.row(k), c.width);
      }
    }
  }

  /** The last two axes of a tensor at one place of the others, read as they lie or transposed. */
  private static final class Matrix {
    private final double[] array;
    private final int start;
    private final int height;
    private final int width;
    private final boolean transposed;

    Matrix(double[] array, Shape shape, int index, boolean transposed) {
      this.array = array;
      this.start = index * shape.dim(-2) * shape.dim(-1);
      this.height = shape.dim(transposed ? -1 : -2);
      this.width = shape.dim(transposed ? -2 : -1);
      this.transposed = transposed;
    }

    Run row(int row) {
      return transposed
          ? new Run(array, start + row, height)
          : new Run(array, start + row * width, 1);
    }
  }
}
