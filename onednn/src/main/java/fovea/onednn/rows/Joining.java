package fovea.onednn.rows;

/** Joins what lies in memory to totals. */
public interface Joining {
  /** Whether machine code does it, and pays: Java does the rest. */
  boolean takes(Matrix matrix);

  /** Joins each row, or each column, to the total of its number from {@code place} on. */
  void join(Matrix matrix, double[] totals, int place);
}
