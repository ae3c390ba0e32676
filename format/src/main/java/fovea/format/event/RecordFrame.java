package fovea.format.event;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The records of a TFRecord file: a length, a check of it, the data, a check of them. The checks
 * are CRC-32C, turned and shifted so that one over data that hold one is no weaker.
 */
final class RecordFrame {
  /** Bytes before the data. */
  static final int HEADER = Long.BYTES + Integer.BYTES;

  /** Bytes that are not data. */
  static final int AROUND = HEADER + Integer.BYTES;

  private static final long LONGEST = 1 << 30;

  private static final int MASK = 0xA282EAD8;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RecordFrame() {}

  /** A record of {@code data}. */
  static byte[] around(byte[] data) {
    byte[] frame = new byte[data.length + AROUND];
    ByteBuffer out = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(data.length);
    out.putInt(check(ByteBuffer.wrap(frame, 0, Long.BYTES)));
    out.put(data);
    out.putInt(check(ByteBuffer.wrap(data)));
    return frame;
  }

  /**
   * The data of the record that begins at {@code position}, as a view; nothing if the file ends
   * before the record does.
   *
   * @throws FormatException if length or data are not what was written
   */
  static Optional<MemorySegment> at(MemorySegment file, long position) {
    long left = file.byteSize() - position;
    if (left < HEADER) {
      return Optional.empty();
    }
    require(
        file.asSlice(position, Long.BYTES),
        file.get(INT, position + Long.BYTES),
        "length of the record",
        position);
    long length = file.get(LONG, position);
    if (length < 0 || length > LONGEST) {
      throw new FormatException(
          place(position),
          String.format(
              Locale.ROOT,
              "expected a record of up to %,d bytes, found one of %s",
              LONGEST,
              Long.toUnsignedString(length)),
          EventMessage.REMEDY);
    }
    if (length > left - AROUND) {
      return Optional.empty();
    }
    MemorySegment data = file.asSlice(position + HEADER, length);
    require(data, file.get(INT, position + HEADER + length), "record", position);
    return Optional.of(data);
  }

  private static void require(MemorySegment bytes, int check, String what, long position) {
    if (check(bytes.asByteBuffer()) != check) {
      throw new FormatException(
          place(position),
          "expected a " + what + " that agrees with its check sum, found another",
          EventMessage.REMEDY);
    }
  }

  private static String place(long position) {
    return String.format(Locale.ROOT, "byte %,d", position);
  }

  /** The masked CRC-32C. */
  static int check(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
