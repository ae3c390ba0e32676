package fovea.similar;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.util.Locale;

/** Goes through all vectors of an index. */
sealed interface VectorScan permits SingleScan, HalfScan {

  /** Takes the similarities of pictures from number {@code first} on. */
  @FunctionalInterface
  interface Taker {
    void take(int first, float[] similarities);
  }

  int size();

  int dimension();

  float[] row(int number);

  /** Gives the product with each vector to {@code taker}, in the order of their numbers. */
  void scan(float[] vector, Taker taker);

  /** Those of an array of a file. */
  static VectorScan of(NamedArray array) {
    boolean fits =
        array.shape().size() == 2
            && array.shape().stream().allMatch(n -> n > 0 && n <= Integer.MAX_VALUE)
            && (array.type() == ArrayDType.F32 || array.type() == ArrayDType.BF16);
    if (!fits) {
      throw new FormatException(
          array.name(),
          String.format(
              Locale.ROOT,
              "expected F32 or BF16 [n, dimension] of 1 or more vectors, found %s %s",
              array.type(),
              array.shape()),
          "Make the index again");
    }
    int size = Math.toIntExact(array.shape().getFirst());
    int dimension = Math.toIntExact(array.shape().getLast());
    return array.type() == ArrayDType.F32
        ? new SingleScan(size, dimension, array.data())
        : new HalfScan(size, dimension, array.data());
  }
}
