package fovea.format.torch.container;

import fovea.format.FormatException;
import java.util.List;
import java.util.Locale;

/**
 * Where the elements of a tensor lie in its storage: element {@code [i, j, …]} at {@code offset + i
 * * strides[0] + j * strides[1] + …}.
 */
public record Strided(long offset, List<Long> shape, List<Long> strides) {

  /** PyTorch's own limit. */
  public static final int MAX_DIMENSIONS = 64;

  public Strided {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || shape.size() > MAX_DIMENSIONS) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "expected as many strides as dimensions, at most %d, found %d and %d",
              MAX_DIMENSIONS,
              strides.size(),
              shape.size()));
    }
    boolean negative =
        offset < 0
            || shape.stream().anyMatch(size -> size < 0)
            || strides.stream().anyMatch(stride -> stride < 0);
    if (negative) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "expected no negative number, found shape %s, strides %s, offset %,d",
              shape,
              strides,
              offset));
    }
  }

  /** Number of elements. */
  public long elements() {
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw damaged("a tensor of shape %s is too large for 64 bits".formatted(shape));
    }
  }

  /** Number of elements that the storage must have. */
  public long extent() {
    if (elements() == 0) {
      return 0;
    }
    try {
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
      }
      return Math.addExact(last, 1);
    } catch (ArithmeticException e) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "a tensor of shape %s, strides %s, offset %,d is too large for 64 bits",
              shape,
              strides,
              offset));
    }
  }

  /** Whether the elements lie row by row without gaps. */
  public boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1) {
        if (strides.get(i) != expected) {
          return false;
        }
        expected *= shape.get(i);
      }
    }
    return true;
  }

  public static FormatException damaged(String problem) {
    return new FormatException("tensor", problem, PickleSource.AGAIN);
  }
}
