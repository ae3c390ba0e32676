package fovea.format.proto;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Walks over the fields of one protobuf message. Every length is checked against the message, and
 * nested messages are slices of it: no length can point outside, no copy is made.
 */
public final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final long LONGEST_TEXT = 1 << 20;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment message;
  private final String where;
  private final String remedy;
  private long position;
  private int field;
  private int wire;

  /**
   * A reader at the start of {@code message}.
   *
   * @param where how errors call the message
   * @param remedy what a user can do if the file is damaged, without a full stop
   */
  public ProtoReader(MemorySegment message, String where, String remedy) {
    this.message = message;
    this.where = where;
    this.remedy = remedy;
  }

  /** Goes to the next field, whose value must then be read or skipped; false at the end. */
  public boolean next() {
    if (position == message.byteSize()) {
      return false;
    }
    long key = varint();
    long number = key >>> 3;
    wire = (int) (key & 7);
    if (number < 1 || number > (1 << 29) - 1) {
      throw error("expected the number of a field, found " + Long.toUnsignedString(number));
    }
    field = (int) number;
    return true;
  }

  /** Number of the field that was reached. */
  public int field() {
    return field;
  }

  /** Whether the field holds bytes: a string, a message, or numbers packed. */
  public boolean packed() {
    return wire == BYTES;
  }

  /** The value of a field of whole numbers. */
  public long whole() {
    require(VARINT, "a whole number");
    return varint();
  }

  /** The value of a 32-bit float. */
  public float real() {
    require(FIXED32, "a number");
    return Float.intBitsToFloat(fixed32());
  }

  /** The value of a double. */
  public double real64() {
    require(FIXED64, "a number");
    return Double.longBitsToDouble(fixed64());
  }

  /** The value of a string. */
  public String text() {
    MemorySegment bytes = bytes();
    if (bytes.byteSize() > LONGEST_TEXT) {
      throw error("expected a string of up to %,d bytes, found %,d", LONGEST_TEXT, bytes);
    }
    try {
      ByteBuffer buffer = bytes.asByteBuffer();
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw error("expected a string in UTF-8, found other bytes");
    }
  }

  /** The value of a field of bytes, as a view. */
  public MemorySegment bytes() {
    require(BYTES, "bytes");
    long length = varint();
    if (length < 0 || length > message.byteSize() - position) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected %s more bytes, found %,d: the file is cut short, or damaged",
              Long.toUnsignedString(length),
              message.byteSize() - position));
    }
    MemorySegment bytes = message.asSlice(position, length);
    position += length;
    return bytes;
  }

  /** The value of a nested message. */
  public ProtoReader message(String where) {
    return new ProtoReader(bytes(), where, remedy);
  }

  /** One value of a repeated field of whole numbers, or all of them if they are packed. */
  public void wholes(LongConsumer sink) {
    if (wire == VARINT) {
      sink.accept(varint());
    } else {
      ProtoReader packed = message(where);
      while (packed.position < packed.message.byteSize()) {
        sink.accept(packed.varint());
      }
    }
  }

  /** One value of a repeated field of 32-bit floats, or all of them if they are packed. */
  public void reals(DoubleConsumer sink) {
    if (wire == FIXED32) {
      sink.accept(Float.intBitsToFloat(fixed32()));
    } else {
      ProtoReader packed = message(where);
      while (packed.position < packed.message.byteSize()) {
        sink.accept(Float.intBitsToFloat(packed.fixed32()));
      }
    }
  }

  /** One value of a repeated field of doubles, or all of them if they are packed. */
  public void doubles(DoubleConsumer sink) {
    if (wire == FIXED64) {
      sink.accept(Double.longBitsToDouble(fixed64()));
    } else {
      ProtoReader packed = message(where);
      while (packed.position < packed.message.byteSize()) {
        sink.accept(Double.longBitsToDouble(packed.fixed64()));
      }
    }
  }

  /** Passes over a field that is of no interest. */
  public void skip() {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> bytes();
      case FIXED32 -> fixed32();
      default -> throw error("expected a field of a known kind, found kind " + wire);
    }
  }

  /** An error in this message. */
  public FormatException error(String problem) {
    return new FormatException(where, problem, remedy);
  }

  /** An error of what this message holds. */
  public FormatException within(FormatException inner) {
    return inner.within(where);
  }

  private FormatException error(String problem, long limit, MemorySegment found) {
    return error(String.format(Locale.ROOT, problem, limit, found.byteSize()));
  }

  private void require(int expected, String kind) {
    if (wire != expected) {
      throw error(
          String.format(
              Locale.ROOT, "expected %s as field %d, found wire type %d", kind, field, wire));
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      long size = message.byteSize();
      if (position == size) {
        throw error("expected more bytes of a number, found the end: the file is cut short");
      }
      byte part = message.get(ValueLayout.JAVA_BYTE, position++);
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw error("expected a number of up to 10 bytes, found a longer one");
  }

  private int fixed32() {
    requireBytes(Integer.BYTES);
    int value = message.get(INT, position);
    position += Integer.BYTES;
    return value;
  }

  private long fixed64() {
    requireBytes(Long.BYTES);
    long value = message.get(LONG, position);
    position += Long.BYTES;
    return value;
  }

  private void requireBytes(int count) {
    if (message.byteSize() - position < count) {
      throw error(
          String.format(
              Locale.ROOT, "expected %d more bytes, found the end: the file is cut short", count));
    }
  }
}
