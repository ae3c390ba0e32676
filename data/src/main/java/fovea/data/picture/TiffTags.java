package fovea.data.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers in the first directory of a TIFF structure, which is what an Exif block is, too. Nobody
 * has checked it: whatever cannot be understood is left out.
 */
final class TiffTags {

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int ROWS_OF_STRIP = 278;
  static final int STRIP_SIZES = 279;
  static final int PLANES = 284;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_SIZES = 325;
  static final int EXTRA_SAMPLES = 338;

  private static final int ENTRY = 12;

  /** More tags than any program writes. */
  private static final int MOST_ENTRIES = 4_096;

  private static final int MOST_VALUES = 1 << 20;

  private final ByteBuffer in;
  private final Map<Integer, Integer> entries = new HashMap<>();

  private TiffTags(ByteBuffer in) {
    this.in = in;
  }

  static TiffTags of(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    var tags = new TiffTags(in);
    if (content.length < 8 || content[0] != content[1]) {
      return tags;
    }
    in.order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if ((content[0] != 'I' && content[0] != 'M') || in.getShort(2) != 42) {
      return tags;
    }
    long directory = Integer.toUnsignedLong(in.getInt(4));
    if (directory + 2 <= content.length) {
      int count = Short.toUnsignedInt(in.getShort((int) directory));
      for (int i = 0; i < Math.min(count, MOST_ENTRIES); i++) {
        long entry = directory + 2 + (long) i * ENTRY;
        if (entry + ENTRY <= content.length) {
          tags.entries.putIfAbsent(Short.toUnsignedInt(in.getShort((int) entry)), (int) entry);
        }
      }
    }
    return tags;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The first value of a tag, or another if it has none. */
  long first(int tag, long otherwise) {
    long[] values = all(tag);
    return values.length == 0 ? otherwise : values[0];
  }

  /** All values of a tag that holds whole numbers; none if it is absent or out of bounds. */
  long[] all(int tag) {
    Integer entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    var values = new long[count(entry)];
    for (int i = 0; i < values.length; i++) {
      int place = place(entry, i);
      values[i] =
          switch (width(entry)) {
            case 1 -> Byte.toUnsignedInt(in.get(place));
            case 2 -> Short.toUnsignedInt(in.getShort(place));
            default -> Integer.toUnsignedLong(in.getInt(place));
          };
    }
    return values;
  }

  /** Changes one of the values of {@link #all} where it stands in the content. */
  void set(int tag, int index, long value) {
    Integer entry = entries.get(tag);
    if (entry != null && index < count(entry)) {
      switch (width(entry)) {
        case 1 -> in.put(place(entry, index), (byte) value);
        case 2 -> in.putShort(place(entry, index), (short) value);
        default -> in.putInt(place(entry, index), (int) value);
      }
    }
  }

  private int count(int entry) {
    long count = Integer.toUnsignedLong(in.getInt(entry + 4));
    int width = width(entry);
    boolean inside = width * count <= 4 || start(entry) + width * count <= in.limit();
    return width > 0 && count <= MOST_VALUES && inside ? (int) count : 0;
  }

  private int place(int entry, int index) {
    long count = Integer.toUnsignedLong(in.getInt(entry + 4));
    int width = width(entry);
    return (width * count <= 4 ? entry + 8 : (int) start(entry)) + index * width;
  }

  private long start(int entry) {
    return Integer.toUnsignedLong(in.getInt(entry + 8));
  }

  /** Bytes of a value: those of BYTE, SHORT and LONG. */
  private int width(int entry) {
    return switch (in.getShort(entry + 2)) {
      case 1 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      default -> 0;
    };
  }
}
