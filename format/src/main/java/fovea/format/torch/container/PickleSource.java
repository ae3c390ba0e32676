package fovea.format.torch.container;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The bytes of one or more pickles, read in order; nothing is read past their end. */
public final class PickleSource {

  public static final String AGAIN = "The file may be damaged; get it again";
  public static final String SAVE_WEIGHTS =
      "Where you trust the file, load it in Python and save model.state_dict() alone";

  /** The longest text line of the old protocols: a name or a number. */
  private static final int MAX_LINE = 1 << 16;

  /** Bytes of all texts and copies together: real files have some hundred kilobytes. */
  private static final long MAX_TEXTS = 1L << 26;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble BIG_ENDIAN_DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment bytes;
  private final String where;
  private final Budget texts;
  private long position;

  public PickleSource(MemorySegment bytes, String where) {
    this.bytes = bytes;
    this.where = where;
    this.texts = new Budget(where + ", texts and copies", MAX_TEXTS);
  }

  long position() {
    return position;
  }

  public int u8() {
    return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xFF;
  }

  public int u16() {
    return bytes.get(SHORT, advance(Short.BYTES)) & 0xFFFF;
  }

  public int i32() {
    return bytes.get(INT, advance(Integer.BYTES));
  }

  public long u32() {
    return Integer.toUnsignedLong(i32());
  }

  public long i64() {
    return bytes.get(LONG, advance(Long.BYTES));
  }

  public double bigEndianDouble() {
    return bytes.get(BIG_ENDIAN_DOUBLE, advance(Double.BYTES));
  }

  public byte[] bytes(long count) {
    MemorySegment slice = slice(count);
    texts.spend(count);
    return slice.toArray(ValueLayout.JAVA_BYTE);
  }

  /** The next bytes where they are, not copied. */
  public MemorySegment slice(long count) {
    return bytes.asSlice(advance(count), count);
  }

  public String utf8(long count) {
    return decoded(bytes(count))
        .orElseThrow(() -> error("expected UTF-8, found other bytes", AGAIN));
  }

  /** The text that the bytes are in UTF-8, if they are. */
  public static Optional<String> decoded(byte[] text) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text up to the next line feed, which is skipped. */
  public String line() {
    long start = position;
    while (u8() != '\n') {
      if (position - start > MAX_LINE) {
        throw error(
            String.format(Locale.ROOT, "expected a line of at most %,d bytes", MAX_LINE), AGAIN);
      }
    }
    long length = position - 1 - start;
    position = start;
    byte[] line = bytes(length);
    position++;
    return decoded(line).orElseThrow(() -> error("expected UTF-8, found other bytes", AGAIN));
  }

  /** What texts, and values copied from other values, may take. */
  public Budget texts() {
    return texts;
  }

  public FormatException error(String problem, String remedy) {
    return new FormatException(
        where + String.format(Locale.ROOT, ", byte %,d", position), problem, remedy);
  }

  private long advance(long count) {
    if (count < 0 || count > bytes.byteSize() - position) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected %,d more bytes, found %,d",
              count,
              bytes.byteSize() - position),
          AGAIN);
    }
    long start = position;
    position += count;
    return start;
  }
}
