package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.onednn.code.Vectors;
import java.lang.foreign.MemorySegment;

/** The largest number of each row; NaN where there is one. */
public final class LargestOfRows implements Joining {
  private static final int INFINITE = 0x7f800000;

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

  /** Writes the index of the first largest number of each row, from {@code place} on. */
  public void find(Matrix matrix, int[] found, int place) {
    RowPass.Memory own = pass.start(matrix);
    int most = RowPass.again(matrix);
    int count;
    for (long first = 0; first < matrix.rows(); first += count) {
      count = pass.next(matrix, first, most, own);
      for (int row = 0; row < count; row++) {
        found[place + (int) first + row] = find(matrix, first, row, own.results());
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

  /**
   * Looks only at places of vectors at which the number was found, and at the last vector.
   *
   * @param of the row among those whose results there are
   */
  private int find(Matrix matrix, long first, int of, MemorySegment results) {
    int bits = largest(results, of);
    long row = first + of;
    if (bits > INFINITE) {
      return nan(matrix, row);
    }
    int length = (int) matrix.columns();
    int rank = rank(bits);
    int vector = of * lanes;
    int best = length;
    for (int lane = 0; lane < lanes; lane++) {
      if (results.getAtIndex(JAVA_INT, vector + lane) == rank) {
        best = Math.min(best, find(matrix, row, bits, lane, Math.min(best, length - lanes)));
      }
    }
    for (int at = length - lanes; best == length; at++) {
      best = matrix.bits(row, at) == bits ? at : best;
    }
    return best;
  }

  /** The first place from {@code lane} on in steps of a vector; the row's length if none is. */
  private int find(Matrix matrix, long row, int bits, int lane, int end) {
    for (int at = lane; at < end; at += lanes) {
      if (matrix.bits(row, at) == bits) {
        return at;
      }
    }
    return (int) matrix.columns();
  }

  /** A float's bits in the order of floats, and the other way round. */
  private static int rank(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private static int nan(Matrix matrix, long row) {
    int at = 0;
    while ((matrix.bits(row, at) & Integer.MAX_VALUE) <= INFINITE) {
      at++;
    }
    return at;
  }
}
