package fovea.graph.type;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Row-major elements in memory: what goes into plans and what comes out of them. The memory belongs
 * to the garbage collector; nothing needs closing.
 */
public record HostBuffer(TensorType type, MemorySegment data) {

  /** Checks that {@code data} has exactly the bytes of {@code type}. */
  public HostBuffer {
    if (data.byteSize() != type.bytes()) {
      throw FoveaException.here(
          type + " takes " + type.bytes() + " bytes, found " + data.byteSize(),
          "pass memory of the right size");
    }
  }

  /** Zeroed off-heap memory, which kernels read without a copy. */
  public static HostBuffer allocate(TensorType type) {
    return new HostBuffer(type, Arena.ofAuto().allocate(type.bytes(), 64));
  }

  /** Copies {@code values} into a buffer of {@code type}, rounding to its element type. */
  public static HostBuffer of(TensorType type, double... values) {
    if (values.length != type.shape().elements()) {
      throw FoveaException.here(
          type + " has " + type.shape().elements() + " elements, found " + values.length,
          "pass as many values as the shape has");
    }
    HostBuffer buffer = allocate(type);
    for (int i = 0; i < values.length; i++) {
      buffer.set(i, values[i]);
    }
    return buffer;
  }

  /**
   * The same memory under another shape, such as {@code reshape(1, 3, 224, 224)} to make a batch of
   * one picture; one size may be -1.
   *
   * @throws FoveaException if the sizes give another number of elements
   */
  public HostBuffer reshape(int... dims) {
    return new HostBuffer(type.with(type.shape().resolve(dims)), data);
  }

  /**
   * The same memory from one index of the first axis to another, exclusive: some pictures of a
   * batch.
   *
   * @throws FoveaException if there are none, or they are not all here
   */
  public HostBuffer rows(int from, int to) {
    int rows = type.shape().rank() == 0 ? 0 : type.shape().dim(0);
    if (from < 0 || from >= to || to > rows) {
      throw FoveaException.here(
          "rows " + from + " to " + to + " are asked for, " + type + " has " + rows,
          "ask for one or more of these");
    }
    TensorType some = type.with(type.shape().with(0, to - from));
    long row = type.bytes() / rows;
    return new HostBuffer(some, data.asSlice(from * row, some.bytes()));
  }

  /** The types of {@code buffers}. */
  public static List<TensorType> types(List<HostBuffer> buffers) {
    // Asked for in every step of training: a stream would be most of its garbage.
    TensorType[] types = new TensorType[buffers.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = buffers.get(i).type();
    }
    return List.of(types);
  }

  /** Element {@code index}, counted in row-major order. */
  public double at(long index) {
    return switch (type.dtype()) {
      case F32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index);
      case F64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index);
      case BF16 -> BFloat16.toFloat(data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index));
      case U8 -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, index));
      case I32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
      case I64 -> data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
    };
  }

  /** Sets element {@code index}, rounding {@code value} to the element type. */
  public void set(long index, double value) {
    switch (type.dtype()) {
      case F32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index, (float) value);
      case F64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index, value);
      case BF16 ->
          data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index, BFloat16.of((float) value));
      case U8 ->
          data.set(ValueLayout.JAVA_BYTE, index, (byte) Math.clamp(Math.round(value), 0, 255));
      case I32 -> data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index, (int) value);
      case I64 -> data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index, (long) value);
    }
  }

  /** The elements as doubles, in row-major order. */
  public double[] doubles() {
    double[] values = new double[Math.toIntExact(type.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(i);
    }
    return values;
  }

  /** The elements as floats, in row-major order. */
  public float[] floats() {
    float[] values = new float[Math.toIntExact(type.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) at(i);
    }
    return values;
  }

  /** The same values in memory of their own. */
  public HostBuffer copy() {
    HostBuffer copy = allocate(type);
    copy.data().copyFrom(data);
    return copy;
  }

  /** The same values with another element type. */
  public HostBuffer cast(DType dtype) {
    if (dtype == type.dtype()) {
      return this;
    }
    HostBuffer result = allocate(type.with(dtype));
    for (long i = 0; i < type.shape().elements(); i++) {
      result.set(i, at(i));
    }
    return result;
  }
}
