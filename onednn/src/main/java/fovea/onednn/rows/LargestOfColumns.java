package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** In which row each column has its first largest number; NaN counts as the largest of all. */
public final class LargestOfColumns {
  /** Elements below which a call costs more than it brings. */
  private static final long LEAST = 256;

  private static final int ARGUMENTS = 6;

  private final Vectors vectors;
  private final MachineCode code;
  private final ThreadLocal<MemorySegment> arguments =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS));

  LargestOfColumns(Vectors vectors) {
    this.vectors = vectors;
    this.code = MachineCode.of("largest of columns", new ColumnMaxima(vectors).bytes());
  }

  /** Numbers in a vector: the fewest columns that there can be. */
  public int lanes() {
    return vectors.lanes();
  }

  /** Whether there are enough columns, and enough to do. */
  public boolean takes(Matrix matrix) {
    return matrix.columns() >= vectors.lanes() && matrix.rows() * matrix.columns() >= LEAST;
  }

  /** Writes the index of a row for each column, as i32, to the address {@code found}. */
  public void find(Matrix matrix, long found) {
    long lanes = vectors.lanes();
    // The last vector is not among them: it ends where the row does.
    long whole = (matrix.columns() - 1) / lanes;
    MemorySegment own = arguments.get();
    own.setAtIndex(JAVA_LONG, 0, matrix.address(0));
    own.setAtIndex(JAVA_LONG, 1, matrix.stride() * Float.BYTES);
    own.setAtIndex(JAVA_LONG, 2, whole);
    own.setAtIndex(JAVA_LONG, 3, found);
    own.setAtIndex(JAVA_LONG, 4, matrix.rows() - 1);
    own.setAtIndex(JAVA_LONG, 5, (matrix.columns() - lanes - whole * lanes) * Float.BYTES);
    code.run(own);
  }
}
