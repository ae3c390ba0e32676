package fovea.format.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;

/** A walk over the pieces of an array, row by row, those at the ends being cut. */
final class Grid {
  private final int[] shape;
  private final int[] piece;
  private final int element;
  private final int[] corner;

  /** Begins at the first piece of {@code dataset}. */
  Grid(ChunkedDataset dataset) {
    this.shape = dataset.getDimensions();
    this.piece = dataset.getChunkDimensions();
    this.element = dataset.getDataType().getSize();
    this.corner = new int[shape.length];
    if (shape.length == 0 || piece.length != shape.length) {
      throw Chunks.error("expected pieces of %,d dimensions", shape.length);
    }
    for (int size : piece) {
      if (size < 1) {
        throw Chunks.error("expected no empty pieces, found a size of %,d", size);
      }
    }
  }

  /** Number of pieces. */
  long pieces() {
    long pieces = 1;
    for (int i = 0; i < shape.length; i++) {
      pieces = Math.multiplyExact(pieces, Math.ceilDiv(shape[i], piece[i]));
    }
    return pieces;
  }

  /** Size of each piece, those at the ends included. */
  long pieceBytes() {
    long bytes = element;
    for (int size : piece) {
      bytes = Math.multiplyExact(bytes, size);
    }
    return bytes;
  }

  /** Where the piece begins in the array. */
  int[] corner() {
    return corner;
  }

  /** Moves to the next piece, if there is one. */
  boolean next() {
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] - corner[i] > piece[i]) {
        corner[i] += piece[i];
        return true;
      }
      corner[i] = 0;
    }
    return false;
  }

  /** Copies the rows of the piece that are inside of the array. */
  void copy(byte[] from, byte[] to) {
    int last = shape.length - 1;
    int row = piece[last] * element;
    int width = Math.min(piece[last], shape[last] - corner[last]) * element;
    for (int start = 0; start < from.length; start += row) {
      long target = target(start / row);
      if (target >= 0) {
        System.arraycopy(from, start, to, (int) (target * element), width);
      }
    }
  }

  /** Which element of the array row {@code row} of the piece begins with; -1 if it is outside. */
  private long target(int row) {
    int last = shape.length - 1;
    long target = corner[last];
    long step = shape[last];
    int rest = row;
    for (int i = last - 1; i >= 0; i--) {
      int index = corner[i] + rest % piece[i];
      if (index >= shape[i]) {
        return -1;
      }
      target += index * step;
      step *= shape[i];
      rest /= piece[i];
    }
    return target;
  }
}
