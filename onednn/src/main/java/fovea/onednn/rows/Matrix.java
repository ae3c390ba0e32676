package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** Rows of f32 in memory: an object that is used again and again. */
public final class Matrix {
  /** All of memory, since machine code is given addresses. */
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private long address;
  private long rows;
  private long stride;
  private long columns;

  /** Sets where the first row is, and how many there are. */
  public Matrix at(long first, long count) {
    address = first;
    rows = count;
    return this;
  }

  /**
   * Sets how rows lie.
   *
   * @param distance from row to row, in elements
   * @param length elements of a row
   */
  public Matrix lying(long distance, long length) {
    stride = distance;
    columns = length;
    return this;
  }

  /** Where a row begins. */
  long address(long row) {
    return address + row * stride * Float.BYTES;
  }

  /** How many rows there are. */
  public long rows() {
    return rows;
  }

  /** From row to row, in elements. */
  long stride() {
    return stride;
  }

  /** Elements of a row. */
  long columns() {
    return columns;
  }

  /** An element. */
  float get(long row, long column) {
    return MEMORY.get(JAVA_FLOAT, address(row) + column * Float.BYTES);
  }

  /** The bits of an element. */
  int bits(long row, long column) {
    return MEMORY.get(JAVA_INT, address(row) + column * Float.BYTES);
  }

  /** How many rows so many elements hold, if they follow each other; at least one. */
  long together(long elements) {
    return stride == columns ? Math.max(1, elements / columns) : 1;
  }
}
