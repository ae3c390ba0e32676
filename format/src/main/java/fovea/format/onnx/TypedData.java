package fovea.format.onnx;

import fovea.format.ArrayDType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Elements that a file gives number by number, before their type is known. Grows with the file. */
final class TypedData {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private long[] bits = new long[0];
  private int count;

  /** Adds the bits of one element, of which a narrow type takes the lower ones. */
  void addLong(long value) {
    if (count == bits.length) {
      bits = Arrays.copyOf(bits, Math.max(8, count + (count >> 1)));
    }
    bits[count++] = value;
  }

  /** Elements so far. */
  int count() {
    return count;
  }

  /** The elements as {@code type}. */
  MemorySegment as(ArrayDType type) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (type.bytes()) {
        case 1 -> data.put((byte) bits[i]);
        case 2 -> data.putShort((short) bits[i]);
        case 4 -> data.putInt((int) bits[i]);
        default -> data.putLong(bits[i]);
      }
    }
    return MemorySegment.ofArray(data.array());
  }

  /** Unsigned elements of 2 or 4 bytes as signed ones of twice the size. */
  static MemorySegment widened(MemorySegment data, int bytes) {
    int count = Math.toIntExact(data.byteSize() / bytes);
    ByteBuffer wide =
        ByteBuffer.allocate(Math.multiplyExact(count, 2 * bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      if (bytes == 2) {
        wide.putInt(Short.toUnsignedInt(data.getAtIndex(SHORT, i)));
      } else {
        wide.putLong(Integer.toUnsignedLong(data.getAtIndex(INT, i)));
      }
    }
    return MemorySegment.ofArray(wide.array());
  }
}
