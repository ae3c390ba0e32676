package fovea.graph.type;

import java.lang.foreign.MemorySegment;

/**
 * How the elements of a tensor lie in memory. Backends bring their own layouts; two layouts are
 * equal when their bytes mean the same.
 */
public interface Layout {

  /** Name as printed in plans, such as {@code nchw} or {@code nChw16c}. */
  String name();

  /** Type of the elements. */
  DType dtype();

  /** Bytes that a tensor takes, padding of blocks included. */
  long bytes();

  /** Converts from this layout to row-major elements. */
  void unpack(MemorySegment from, MemorySegment plain);

  /** Converts row-major elements into this layout; padding becomes zero. */
  void pack(MemorySegment plain, MemorySegment to);

  /** Row-major storage of a tensor. */
  static Layout plain(TensorType type) {
    return new Plain(type);
  }

  /** Row-major storage without padding. */
  record Plain(TensorType type) implements Layout {
    @Override
    public String name() {
      return switch (type.shape().rank()) {
        case 0 -> "x";
        case 1 -> "a";
        case 2 -> "ab";
        case 4 -> "nchw";
        default -> "plain";
      };
    }

    @Override
    public DType dtype() {
      return type.dtype();
    }

    @Override
    public long bytes() {
      return type.bytes();
    }

    @Override
    public void unpack(MemorySegment from, MemorySegment plain) {
      MemorySegment.copy(from, 0, plain, 0, bytes());
    }

    @Override
    public void pack(MemorySegment plain, MemorySegment to) {
      MemorySegment.copy(plain, 0, to, 0, bytes());
    }
  }
}
