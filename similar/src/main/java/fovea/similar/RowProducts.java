package fovea.similar;

import java.lang.foreign.MemorySegment;

/**
 * Products of a vector with rows of a matrix in a file.
 *
 * <p>Eight rows at a time: each element of the vector is read once for all, and eight sums that do
 * not wait for each other keep the adders busy. In plain Java that is three times as fast as a
 * matrix product with one column by oneDNN.
 */
sealed interface RowProducts permits SingleProducts, HalfProducts {

  /** Size of an element in the file. */
  int elementBytes();

  /** The elements of one row. */
  float[] row(MemorySegment row, int dimension);

  /** The product with the row that begins at byte {@code at}. */
  float one(MemorySegment rows, long at, float[] vector);

  /** The products with eight rows, which go to {@code to} from {@code first} on. */
  void eight(MemorySegment rows, long at, float[] vector, float[] to, int first);
}
