package fovea.format.proto;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One protobuf message under construction: pieces of memory, of which large ones are views. */
public final class ProtoWriter {
  private static final int CHUNK = 1 << 20;

  private final List<MemorySegment> pieces = new ArrayList<>();
  private long size;

  /** Adds a whole number. */
  public ProtoWriter whole(int field, long value) {
    key(field, 0);
    varint(value);
    return this;
  }

  /** Adds a 32-bit float. */
  public ProtoWriter real(int field, float value) {
    key(field, 5);
    var bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    add(MemorySegment.ofArray(bytes));
    return this;
  }

  /** Adds a double. */
  public ProtoWriter real64(int field, double value) {
    key(field, 1);
    var bytes = new byte[Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(value);
    add(MemorySegment.ofArray(bytes));
    return this;
  }

  /** Adds a string. */
  public ProtoWriter text(int field, String value) {
    return bytes(field, MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds bytes, which are not copied. */
  public ProtoWriter bytes(int field, MemorySegment value) {
    key(field, 2);
    varint(value.byteSize());
    add(value);
    return this;
  }

  /** Adds a nested message, which must not change any more. */
  public ProtoWriter message(int field, ProtoWriter value) {
    key(field, 2);
    varint(value.size);
    pieces.addAll(value.pieces);
    size += value.size;
    return this;
  }

  /** Adds whole numbers, packed. */
  public ProtoWriter wholes(int field, List<Long> values) {
    var packed = new ProtoWriter();
    values.forEach(packed::varint);
    return message(field, packed);
  }

  /** Adds 32-bit floats, packed. */
  public ProtoWriter reals(int field, List<Float> values) {
    var packed = new byte[values.size() * Float.BYTES];
    ByteBuffer numbers = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(numbers::putFloat);
    return bytes(field, MemorySegment.ofArray(packed));
  }

  /** Adds doubles, packed. */
  public ProtoWriter doubles(int field, List<Double> values) {
    var packed = new byte[values.size() * Double.BYTES];
    ByteBuffer numbers = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(numbers::putDouble);
    return bytes(field, MemorySegment.ofArray(packed));
  }

  /** Bytes so far. */
  public long size() {
    return size;
  }

  /** The message in one piece. */
  public byte[] bytes() {
    var bytes = new byte[Math.toIntExact(size)];
    MemorySegment target = MemorySegment.ofArray(bytes);
    long position = 0;
    for (MemorySegment piece : pieces) {
      MemorySegment.copy(piece, 0, target, position, piece.byteSize());
      position += piece.byteSize();
    }
    return bytes;
  }

  /** Writes the message. */
  public void writeTo(OutputStream out) throws IOException {
    var chunk = new byte[CHUNK];
    int filled = 0;
    for (MemorySegment piece : pieces) {
      for (long done = 0; done < piece.byteSize(); ) {
        if (filled == chunk.length) {
          out.write(chunk);
          filled = 0;
        }
        int count = (int) Math.min(chunk.length - filled, piece.byteSize() - done);
        MemorySegment.copy(piece, ValueLayout.JAVA_BYTE, done, chunk, filled, count);
        filled += count;
        done += count;
      }
    }
    out.write(chunk, 0, filled);
  }

  private void key(int field, int wire) {
    varint(((long) field << 3) | wire);
  }

  private void varint(long value) {
    var bytes = new byte[10];
    int length = 0;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    add(MemorySegment.ofArray(bytes).asSlice(0, length));
  }

  private void add(MemorySegment piece) {
    pieces.add(piece);
    size += piece.byteSize();
  }
}
