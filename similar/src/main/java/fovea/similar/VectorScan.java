package fovea.similar;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Goes through all vectors of an index, as they lie in the file, with all cores. */
final class VectorScan {

  /** Vectors that one thread multiplies at a time. */
  private static final int BLOCK = 1024;

  private final int size;
  private final int dimension;
  private final RowProducts products;
  private final MemorySegment data;

  private VectorScan(int size, int dimension, RowProducts products, MemorySegment data) {
    this.size = size;
    this.dimension = dimension;
    this.products = products;
    this.data = data;
  }

  /** Takes the products of vectors from number {@code first} on. */
  @FunctionalInterface
  interface Taker {
    void take(int first, float[] products);
  }

  /**
   * Those of an array of a file.
   *
   * @throws FormatException if these are no vectors
   */
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
    return new VectorScan(
        Math.toIntExact(array.shape().getFirst()),
        Math.toIntExact(array.shape().getLast()),
        array.type() == ArrayDType.F32 ? new SingleProducts() : new HalfProducts(),
        array.data());
  }

  int size() {
    return size;
  }

  int dimension() {
    return dimension;
  }

  float[] row(int number) {
    return products.row(data.asSlice(number * rowBytes(), rowBytes()), dimension);
  }

  private long rowBytes() {
    return (long) dimension * products.elementBytes();
  }

  /** Gives the product with each vector to {@code taker}, in the order of their numbers. */
  void scan(float[] vector, Taker taker) {
    float[] all = new float[size];
    IntStream.range(0, Math.ceilDiv(size, BLOCK))
        .parallel()
        .forEach(block -> multiply(vector, block * BLOCK, all));
    for (int first = 0; first < size; first += BLOCK) {
      taker.take(first, Arrays.copyOfRange(all, first, Math.min(first + BLOCK, size)));
    }
  }

  private void multiply(float[] vector, int first, float[] to) {
    int end = Math.min(first + BLOCK, size);
    int eights = first + (end - first) / 8 * 8;
    for (int number = first; number < eights; number += 8) {
      products.eight(data, number * rowBytes(), vector, to, number);
    }
    for (int number = eights; number < end; number++) {
      to[number] = products.one(data, number * rowBytes(), vector);
    }
  }
}
