package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.onednn.code.Vectors;
import java.lang.foreign.MemorySegment;

/** The largest number of each row; NaN where there is one. */
final class LargestOfRows implements Joining {
  private final RowPass pass;
  private final int lanes;

  LargestOfRows(Vectors vectors) {
    this.pass = new RowPass("largest of rows", new RowMaxima(vectors));
    this.lanes = vectors.lanes();
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
        int at = place + (int) first + row;
        totals[at] = Math.max(totals[at], Float.intBitsToFloat(largest(own.results(), row)));
      }
    }
  }

  /** The bits of the largest number of a row. */
  private int largest(MemorySegment results, int row) {
    int rank = Integer.MIN_VALUE;
    for (int i = row * lanes; i < (row + 1) * lanes; i++) {
      rank = Math.max(rank, results.getAtIndex(JAVA_INT, i));
    }
    return rank(rank);
  }

  /** A float's bits in the order of floats, and the other way round. */
  private static int rank(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
