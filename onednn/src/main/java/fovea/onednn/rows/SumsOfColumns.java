package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Adds each column to a total. */
final class SumsOfColumns implements Joining {
  /** Columns at most: their sums stay in the first-level cache. */
  private static final int MOST = 1024;

  /** Short rows that follow each other are taken as one of about this length. */
  private static final int TOGETHER = 256;

  /** Elements below which calls cost more than they bring. */
  private static final long LEAST = 512;

  private static final int ARGUMENTS = 7;

  private final Vectors vectors;
  private final MachineCode several;
  private final MachineCode one;
  private final Masks masks;
  private final ThreadLocal<Memory> memory;

  /** What the calls of a thread need. */
  private record Memory(MemorySegment arguments, MemorySegment sums, MemorySegment free) {
    Memory(Vectors vectors) {
      this(
          Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS),
          Arena.ofAuto().allocate(JAVA_DOUBLE, MOST),
          Arena.ofAuto().allocate(vectors.bytes(), vectors.bytes()));
    }
  }

  SumsOfColumns(Vectors vectors) {
    this.vectors = vectors;
    this.several = code(ColumnSums.TOGETHER);
    this.one = code(1);
    this.masks = new Masks(vectors);
    this.memory = ThreadLocal.withInitial(() -> new Memory(vectors));
  }

  private MachineCode code(int rows) {
    return MachineCode.of("sums of columns", new ColumnSums(vectors, rows).bytes());
  }

  @Override
  public boolean takes(Matrix matrix) {
    long width = matrix.together(TOGETHER) * matrix.columns();
    return width >= vectors.lanes()
        && matrix.columns() <= MOST
        && matrix.rows() * matrix.columns() >= LEAST;
  }

  @Override
  public void join(Matrix matrix, double[] totals, int place) {
    Memory own = memory.get();
    long together = Math.min(matrix.rows(), matrix.together(TOGETHER));
    int columns = (int) matrix.columns();
    add(matrix, 0, matrix.rows() / together, together, own);
    total(own.sums, (int) together, columns, totals, place);
    long left = matrix.rows() % together;
    if (left == 0) {
      return;
    }
    if (left * columns >= vectors.lanes()) {
      add(matrix, matrix.rows() - left, 1, left, own);
      total(own.sums, (int) left, columns, totals, place);
    } else {
      for (long row = matrix.rows() - left; row < matrix.rows(); row++) {
        for (int column = 0; column < columns; column++) {
          totals[place + column] += matrix.get(row, column);
        }
      }
    }
  }

  /** Adds up rows of {@code together} rows each. */
  private void add(Matrix matrix, long first, long rows, long together, Memory own) {
    int width = (int) (together * matrix.columns());
    int rest = width % vectors.lanes();
    own.sums.asSlice(0, (long) width * Double.BYTES).fill((byte) 0);
    MemorySegment arguments = own.arguments;
    arguments.setAtIndex(JAVA_LONG, 1, together * matrix.stride() * Float.BYTES);
    arguments.setAtIndex(JAVA_LONG, 2, width / vectors.lanes());
    arguments.setAtIndex(JAVA_LONG, 3, own.sums.address());
    arguments.setAtIndex(JAVA_LONG, 4, own.free.address());
    arguments.setAtIndex(JAVA_LONG, 5, (long) (rest - vectors.lanes()) * Float.BYTES);
    arguments.setAtIndex(JAVA_LONG, 6, masks.last(rest));
    long row = 0;
    for (; row + ColumnSums.TOGETHER <= rows; row += ColumnSums.TOGETHER) {
      arguments.setAtIndex(JAVA_LONG, 0, matrix.address(first + row * together));
      several.run(arguments);
    }
    for (; row < rows; row++) {
      arguments.setAtIndex(JAVA_LONG, 0, matrix.address(first + row * together));
      one.run(arguments);
    }
  }

  private static void total(
      MemorySegment sums, int together, int columns, double[] totals, int place) {
    for (int i = 0; i < together; i++) {
      for (int column = 0; column < columns; column++) {
        totals[place + column] += sums.getAtIndex(JAVA_DOUBLE, (long) i * columns + column);
      }
    }
  }
}
