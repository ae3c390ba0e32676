package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import fovea.onednn.code.Vectors;
import java.lang.foreign.MemorySegment;

/** Adds each row to a total. */
final class SumsOfRows implements Joining {
  private final RowPass pass;
  private final int doubles;

  SumsOfRows(Vectors vectors) {
    this.pass = new RowPass("sums of rows", new RowSums(vectors));
    this.doubles = vectors.lanes() / 2;
  }

  @Override
  public boolean takes(Matrix matrix) {
    return pass.takes(matrix);
  }

  @Override
  public void join(Matrix matrix, double[] totals, int place) {
    RowPass.Memory own = pass.start(matrix);
    int count;
    for (long first = 0; first < matrix.rows(); first += count) {
      count = pass.next(matrix, first, RowPass.MOST, own);
      for (int row = 0; row < count; row++) {
        totals[place + (int) first + row] += sum(own.results(), row);
      }
    }
  }

  private double sum(MemorySegment results, int row) {
    double sum = 0;
    for (int i = row * doubles; i < (row + 1) * doubles; i++) {
      sum += results.getAtIndex(JAVA_DOUBLE, i);
    }
    return sum;
  }
}
