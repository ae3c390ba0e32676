package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where numbers are the first largest ones; NaN counts as the largest of all. */
public final class LargestPlaces {
  /** Elements below which a call costs more than it brings. */
  private static final long LEAST = 256;

  private static final int ARGUMENTS = 7;

  private final Vectors vectors;
  private final MachineCode code;
  private final ThreadLocal<MemorySegment> arguments =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS));

  LargestPlaces(Vectors vectors) {
    this.vectors = vectors;
    this.code = MachineCode.of("places of the largest", new ColumnMaxima(vectors).bytes());
  }

  /** Numbers in a vector. */
  public int lanes() {
    return vectors.lanes();
  }

  /** Whether rows are long enough, and there is enough to do. */
  public boolean takes(Matrix matrix) {
    return matrix.columns() >= vectors.lanes() && matrix.rows() * matrix.columns() >= LEAST;
  }

  /** Writes the index of a row for each column, as i32, to the address {@code found}. */
  public void ofColumns(Matrix matrix, long found) {
    // The last vector is not among them: it ends where the row does.
    long before = (matrix.columns() - 1) / lanes();
    long back = matrix.columns() - lanes() - before * lanes();
    run(matrix.address(0), matrix.stride(), matrix.rows(), before, lanes(), back, found);
  }

  /**
   * Cuts each row into vectors, and writes for each lane in which of them its largest number is, as
   * i32, to the address {@code found}. What is left at the end of a row is not looked at.
   */
  public void ofLanes(Matrix matrix, long found) {
    long whole = matrix.columns() / lanes();
    run(matrix.address(0), lanes(), whole, matrix.rows() - 1, matrix.stride(), 0, found);
  }

  /** Distances are in elements; {@link ColumnMaxima} says what all that is. */
  private void run(
      long first, long below, long deep, long before, long beside, long back, long found) {
    MemorySegment own = arguments.get();
    own.setAtIndex(JAVA_LONG, 0, first);
    own.setAtIndex(JAVA_LONG, 1, below * Float.BYTES);
    own.setAtIndex(JAVA_LONG, 2, before);
    own.setAtIndex(JAVA_LONG, 3, found);
    own.setAtIndex(JAVA_LONG, 4, deep - 1);
    own.setAtIndex(JAVA_LONG, 5, back * Float.BYTES);
    own.setAtIndex(JAVA_LONG, 6, beside * Float.BYTES);
    code.run(own);
  }
}
