package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Has machine code make a vector of each row, for some rows at a time. */
final class RowPass {
  /** Rows at a time: what comes of them stays in the first-level cache. */
  static final int MOST = 64;

  /** Elements below which calls cost more than they bring. */
  private static final long LEAST = 256;

  private static final int ARGUMENTS = 8;

  private final Vectors vectors;
  private final MachineCode code;
  private final Masks masks;
  private final ThreadLocal<Memory> memory;

  RowPass(String name, RowCode code) {
    this.vectors = code.vectors;
    this.code = MachineCode.of(name, code.bytes());
    this.masks = new Masks(vectors);
    this.memory = ThreadLocal.withInitial(() -> new Memory(vectors));
  }

  /**
   * What the calls of a thread need.
   *
   * @param results a vector for each row
   */
  record Memory(MemorySegment arguments, MemorySegment results) {
    private Memory(Vectors vectors) {
      this(
          Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS),
          Arena.ofAuto().allocate((long) MOST * vectors.bytes(), vectors.bytes()));
    }
  }

  /** Whether rows are long enough, and there is enough to do. */
  boolean takes(Matrix matrix) {
    return matrix.columns() >= vectors.lanes() && matrix.rows() * matrix.columns() >= LEAST;
  }

  /** Starts with rows that have at least one vector each. */
  Memory start(Matrix matrix) {
    Memory own = memory.get();
    long whole = matrix.columns() / vectors.lanes();
    int rest = (int) (matrix.columns() % vectors.lanes());
    own.arguments.setAtIndex(JAVA_LONG, 2, matrix.stride() * Float.BYTES);
    own.arguments.setAtIndex(JAVA_LONG, 3, whole / RowCode.BLOCK);
    own.arguments.setAtIndex(JAVA_LONG, 4, whole % RowCode.BLOCK);
    own.arguments.setAtIndex(JAVA_LONG, 5, (matrix.columns() - vectors.lanes()) * Float.BYTES);
    own.arguments.setAtIndex(JAVA_LONG, 6, own.results.address());
    own.arguments.setAtIndex(JAVA_LONG, 7, masks.last(rest));
    return own;
  }

  /** Makes the vectors of rows from {@code first} on, at most so many; says of how many. */
  int next(Matrix matrix, long first, int most, Memory own) {
    int count = (int) Math.min(most, matrix.rows() - first);
    own.arguments.setAtIndex(JAVA_LONG, 0, matrix.address(first));
    own.arguments.setAtIndex(JAVA_LONG, 1, count);
    code.run(own.arguments);
    return count;
  }
}
