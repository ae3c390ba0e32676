package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a PyTorch file holds: an immutable tree of dictionaries, sequences, constants and tensors.
 */
public sealed interface TorchValue {

  /**
   * A dictionary, whatever its class in Python; its entries keep their order.
   *
   * @param entries by key; a key that is a number in the file is given as text
   */
  record Dict(SequencedMap<String, TorchValue> entries) implements TorchValue {

    /** Copies the map. */
    public Dict {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** The value of that key, if there is one. */
    public Optional<TorchValue> find(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /** A list, a tuple or a set, in the order of the file. */
  record Sequence(List<TorchValue> values) implements TorchValue {

    /** Copies the list. */
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /** A whole number of any size. */
  record Whole(BigInteger value) implements TorchValue {

    /**
     * The number in 64 bits.
     *
     * @throws FormatException if it needs more
     */
    public long toLong() {
      if (value.bitLength() >= Long.SIZE) {
        throw new FormatException(
            "number",
            "expected a whole number of at most 64 bits, found one of " + value.bitLength(),
            "The file may be damaged; get it again");
      }
      return value.longValue();
    }
  }

  /** A real number. */
  record Real(double value) implements TorchValue {}

  /** {@code True} or {@code False}. */
  record Truth(boolean value) implements TorchValue {}

  /** A string. */
  record Text(String value) implements TorchValue {}

  /** Python's {@code None}. */
  record None() implements TorchValue {}

  /**
   * A value that says nothing about weights, such as a device or bytes.
   *
   * @param description what it is, for people
   */
  record Other(String description) implements TorchValue {}

  /**
   * A tensor; two that share their storage in the file may share their data.
   *
   * @param type of each element
   * @param shape outermost dimension first; empty for a single number
   * @param data the elements row by row, little-endian, not necessarily aligned; a view of the
   *     mapped file wherever the file has them in this order
   */
  record Tensor(ArrayDType type, List<Long> shape, MemorySegment data) implements TorchValue {

    /** Copies the shape. */
    public Tensor {
      shape = List.copyOf(shape);
    }

    /**
     * The same data with a name.
     *
     * @throws FormatException if type, shape and data do not agree
     */
    public NamedArray named(String name) {
      return new NamedArray(name, type, shape, data);
    }
  }
}
