package fovea.similar;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes to which more are added, numbers little-endian. */
final class GrowingBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  void append(byte[] more) {
    bytes.writeBytes(more);
  }

  void appendInt(int value) {
    bytes.write(number.putInt(0, value).array(), 0, Integer.BYTES);
  }

  void appendLong(long value) {
    bytes.write(number.putLong(0, value).array(), 0, Long.BYTES);
  }

  long size() {
    return bytes.size();
  }

  MemorySegment segment() {
    return MemorySegment.ofArray(bytes.toByteArray());
  }
}
