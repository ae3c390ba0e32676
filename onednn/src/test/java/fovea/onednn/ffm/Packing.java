package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/** Row-major arrays to buffers in any layout and back, computed from strides and blocks alone. */
public final class Packing {
  private static final byte GARBAGE = 0x7f; // makes NaN of bf16 and f32

  private Packing() {}

  /** A buffer that holds garbage, its padding too. */
  public static MemorySegment garbage(MemoryDesc desc) {
    return Arena.ofAuto().allocate(Math.max(1, desc.size()), 64).fill(GARBAGE);
  }

  /** A buffer that holds {@code values}, its padding zero. */
  public static MemorySegment pack(MemoryDesc desc, float[] values) {
    MemorySegment buffer = Arena.ofAuto().allocate(Math.max(1, desc.size()), 64);
    long[] dims = desc.dims();
    for (int i = 0; i < values.length; i++) {
      set(buffer, desc.type(), offset(desc, index(i, dims)), values[i]);
    }
    return buffer;
  }

  /** The elements in row-major order. */
  public static float[] unpack(MemoryDesc desc, MemorySegment buffer) {
    long[] dims = desc.dims();
    var values = new float[(int) elements(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(buffer, desc.type(), offset(desc, index(i, dims)));
    }
    return values;
  }

  /** Whether everything between the elements is zero. */
  static boolean paddingIsZero(MemoryDesc desc, MemorySegment buffer) {
    long[] dims = desc.dims();
    var used = new BitSet();
    for (int i = 0; i < elements(dims); i++) {
      used.set((int) offset(desc, index(i, dims)));
    }
    for (int at = 0; at < desc.paddedElements(); at++) {
      if (!used.get(at) && get(buffer, desc.type(), at) != 0) {
        return false;
      }
    }
    return true;
  }

  public static long elements(long... dims) {
    long product = 1;
    for (long dim : dims) {
      product *= dim;
    }
    return product;
  }

  private static long[] index(long flat, long[] dims) {
    var index = new long[dims.length];
    long rest = flat;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = rest % dims[axis];
      rest /= dims[axis];
    }
    return index;
  }

  private static long offset(MemoryDesc desc, long[] index) {
    long[] blocks = desc.innerBlocks();
    long[] axes = desc.innerAxes();
    long[] strides = desc.strides();
    long offset = 0;
    long inner = 1;
    for (int i = blocks.length - 1; i >= 0; i--) {
      int axis = (int) axes[i];
      offset += index[axis] % blocks[i] * inner;
      index[axis] /= blocks[i];
      inner *= blocks[i];
    }
    for (int axis = 0; axis < index.length; axis++) {
      offset += index[axis] * strides[axis];
    }
    return offset;
  }

  /** An element of a buffer. */
  public static float get(MemorySegment buffer, DataType type, long at) {
    return switch (type) {
      case F32 -> buffer.getAtIndex(JAVA_FLOAT, at);
      case BF16 -> Float.intBitsToFloat(buffer.getAtIndex(JAVA_SHORT, at) << 16);
      case S32 -> buffer.getAtIndex(JAVA_INT, at);
      case S8 -> buffer.get(JAVA_BYTE, at);
      case U8 -> buffer.get(JAVA_BYTE, at) & 0xff;
    };
  }

  /** Writes an element, the rest of its digits cut off. */
  public static void set(MemorySegment buffer, DataType type, long at, float value) {
    switch (type) {
      case F32 -> buffer.setAtIndex(JAVA_FLOAT, at, value);
      case BF16 ->
          buffer.setAtIndex(JAVA_SHORT, at, (short) (Float.floatToRawIntBits(value) >>> 16));
      case S32 -> buffer.setAtIndex(JAVA_INT, at, (int) value);
      case S8, U8 -> buffer.set(JAVA_BYTE, at, (byte) value);
    }
  }
}
