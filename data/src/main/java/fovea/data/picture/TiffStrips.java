package fovea.data.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Whether the strips or tiles of a TIFF file hold all of their pixels: Java's decoder leaves black
 * what is missing, and says nothing.
 */
final class TiffStrips {

  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32_946;
  private static final int PACK_BITS = 32_773;

  private final byte[] content;
  private final TiffTags tags;

  TiffStrips(byte[] content, TiffTags tags) {
    this.content = content;
    this.tags = tags;
  }

  void check(int width, int height) throws IOException {
    boolean tiles = tags.has(TiffTags.TILE_OFFSETS);
    long[] offsets = tags.all(tiles ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS);
    long[] sizes = tags.all(tiles ? TiffTags.TILE_SIZES : TiffTags.STRIP_SIZES);
    int compression = (int) tags.first(TiffTags.COMPRESSION, 1);
    long columns = tiles ? tags.first(TiffTags.TILE_WIDTH, width) : width;
    long rows = tiles ? tags.first(TiffTags.TILE_HEIGHT, height) : rowsOfStrip(height);
    if (columns * rows > 4L * width * height + (1 << 22)) {
      throw new IOException(String.format(Locale.ROOT, "tiles of %,d × %,d pixels", columns, rows));
    }
    long bits = 0;
    for (long depth : tags.all(TiffTags.BITS)) {
      bits += depth;
    }
    boolean planes = tags.first(TiffTags.PLANES, 1) == 2;
    // Samples of a row are packed; samples of planes are expected to have the same depth.
    long row = (columns * (planes ? tags.first(TiffTags.BITS, 1) : Math.max(1, bits)) + 7) / 8;
    long inPlane = (height + rows - 1) / rows;
    for (int i = 0; i < Math.min(offsets.length, sizes.length); i++) {
      long wanted = tiles ? rows : Math.min(rows, height - i % inPlane * rows);
      if (offsets[i] + sizes[i] > content.length
          || !holds(compression, (int) offsets[i], (int) sizes[i], row * wanted)) {
        throw new IOException("it is cut short");
      }
    }
  }

  private long rowsOfStrip(int height) {
    long rows = tags.first(TiffTags.ROWS_OF_STRIP, height);
    return rows == 0 ? height : Math.min(rows, height);
  }

  private boolean holds(int compression, int at, int size, long wanted) throws IOException {
    return switch (compression) {
      case LZW -> lzw(at, at + size, wanted) >= wanted;
      case DEFLATE, OLD_DEFLATE -> inflated(at, size, wanted) >= wanted;
      case PACK_BITS -> unpacked(at, at + size, wanted) >= wanted;
      default -> true;
    };
  }

  private long unpacked(int from, int to, long wanted) {
    long count = 0;
    for (int at = from; at < to && count < wanted; ) {
      int length = content[at++];
      if (length >= 0) {
        count += Math.min(length + 1, to - at);
        at += length + 1;
      } else if (length > Byte.MIN_VALUE && at < to) {
        count += 1 - length;
        at++;
      }
    }
    return count;
  }

  private long inflated(int at, int size, long wanted) throws IOException {
    var inflater = new Inflater();
    try {
      inflater.setInput(content, at, size);
      var bytes = new byte[1 << 13];
      long count = 0;
      while (count < wanted) {
        int found = inflater.inflate(bytes);
        if (found == 0) {
          return count;
        }
        count += found;
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("its compressed pixels are broken", e);
    } finally {
      inflater.end();
    }
  }

  /** The lengths of what the codes stand for; codes are of 9 to 12 bits, highest first. */
  private long lzw(int from, int to, long wanted) {
    if (to - from > 1 && content[from] == 0 && (content[from + 1] & 1) == 1) {
      // An old kind, lowest bit first.
      return wanted;
    }
    var lengths = new int[4_097];
    Arrays.fill(lengths, 0, 256, 1);
    long count = 0;
    long bit = 8L * from;
    int next = 258;
    int width = 9;
    int previous = -1;
    while (count < wanted && bit + width <= 8L * to) {
      int code = 0;
      for (int i = 0; i < width; i++, bit++) {
        code = code << 1 | (content[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
      }
      if (code == 257) {
        return count;
      }
      if (code == 256) {
        next = 258;
        width = 9;
        previous = -1;
        continue;
      }
      if (previous >= 0 && next < lengths.length) {
        lengths[next++] = lengths[previous] + 1;
      }
      if (code >= next) {
        return count;
      }
      count += lengths[code];
      previous = code;
      // Codes grow one entry early.
      width = next >= 2_047 ? 12 : next >= 1_023 ? 11 : next >= 511 ? 10 : 9;
    }
    return count;
  }
}
