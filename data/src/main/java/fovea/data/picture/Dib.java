package fovea.data.picture;

import fovea.data.pixels.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Set;

/**
 * The bitmap of a BMP file or an icon: a header of Windows or OS/2, perhaps a palette, rows from
 * the bottom or the top. What Pillow shows comes out as there.
 */
final class Dib {

  private static final int OPAQUE = 0xFF << 24;
  private static final int OS2 = 12;
  private static final Set<Integer> HEADERS = Set.of(OS2, 16, 40, 52, 56, 64, 108, 124);
  private static final int RAW = 0;
  private static final int RUNS_OF_8 = 1;
  private static final int RUNS_OF_4 = 2;
  private static final int BIT_FIELDS = 3;
  private static final int MOST_COLORS = 1 << 16;

  private final ByteBuffer in;
  private final int width;
  private final int height;
  private final boolean fromTop;
  private final int bits;
  private final int compression;
  private final int[] masks;
  private final int[] palette;
  private final long pixels;

  /**
   * Reads the header.
   *
   * @param header where it begins
   * @param pixels where the rows begin; 0 for behind the header and the palette
   * @param halved the height counts the rows of a mask, too
   */
  Dib(byte[] content, int header, long pixels, boolean halved) throws IOException {
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int size = at(header);
    if (!HEADERS.contains(size) || header + size > content.length) {
      throw new IOException("a header of " + size + " bytes");
    }
    boolean old = size == OS2;
    this.width = old ? shortAt(header + 4) : at(header + 4);
    int tall = old ? shortAt(header + 6) : at(header + 8);
    this.fromTop = tall < 0;
    this.height = Math.abs(tall) / (halved ? 2 : 1);
    this.bits = shortAt(header + (old ? 10 : 14));
    this.compression = size > 16 ? at(header + 16) : RAW;
    int after = header + size;
    if (compression == BIT_FIELDS) {
      boolean inside = size >= 52;
      int start = inside ? header + 40 : after;
      int alpha = size >= 56 ? at(header + 52) : 0;
      this.masks = new int[] {at(start), at(start + 4), at(start + 8), alpha};
      after += inside ? 0 : 12;
    } else {
      this.masks = usualMasks();
    }
    int used = size >= 36 ? at(header + 32) : 0;
    int colors = bits > 8 ? 0 : used == 0 ? 1 << bits : used;
    int step = old ? 3 : 4;
    if (colors < 0 || colors > MOST_COLORS) {
      throw new IOException("a palette of " + Integer.toUnsignedString(colors) + " colors");
    }
    this.palette = bits > 8 ? new int[0] : palette(after, colors, step);
    boolean covered = bits <= 8 && pixels == header + (long) size;
    this.pixels = pixels == 0 || covered ? after + (long) step * colors : pixels;
    checkKind();
  }

  private void checkKind() throws IOException {
    boolean known =
        switch (compression) {
          case RAW -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case RUNS_OF_8 -> bits == 8;
          case RUNS_OF_4 -> bits == 4;
          case BIT_FIELDS -> bits == 16 || bits == 24 || bits == 32;
          default -> false;
        };
    if (!known) {
      throw new IOException(
          String.format(Locale.ROOT, "pixels of %d bits, compressed by way %d", bits, compression));
    }
  }

  private int[] usualMasks() {
    return bits == 16 ? new int[] {0x7C00, 0x3E0, 0x1F, 0} : new int[] {0xFF0000, 0xFF00, 0xFF, 0};
  }

  /** 256 colors: those of the file, then shades of gray. */
  private int[] palette(int start, int colors, int step) {
    var palette = new int[256];
    for (int i = 0; i < palette.length; i++) {
      int at = start + i * step;
      palette[i] =
          i < colors && at + 3 <= in.limit()
              ? OPAQUE | byteAt(at + 2) << 16 | byteAt(at + 1) << 8 | byteAt(at)
              : OPAQUE | i * 0x010101;
    }
    return palette;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int bits() {
    return bits;
  }

  /** Where a mask behind the rows begins. */
  long pixels() {
    return pixels;
  }

  /** All colors row by row from the top; alpha counts only where the header names it. */
  int[] colors() throws IOException {
    return compression == RUNS_OF_8 || compression == RUNS_OF_4 ? runs() : rows();
  }

  /** The picture of such colors. */
  Picture picture(int[] colors) {
    return Rasters.ofColors(
        width, height, (y, row) -> System.arraycopy(colors, y * width, row, 0, width));
  }

  private int[] runs() throws IOException {
    byte[] indices =
        new DibRuns(in.array(), pixels, compression == RUNS_OF_4).indices(width, height);
    var colors = new int[indices.length];
    for (int y = 0; y < height; y++) {
      int from = (fromTop ? y : height - 1 - y) * width;
      for (int x = 0; x < width; x++) {
        colors[y * width + x] = palette[indices[from + x] & 0xFF];
      }
    }
    return colors;
  }

  private int[] rows() throws IOException {
    long stride = ((long) width * bits + 31) / 32 * 4;
    long used = ((long) width * bits + 7) / 8;
    if (pixels + stride * (height - 1) + used > in.limit()) {
      throw new IOException("it is cut short");
    }
    var colors = new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = (int) (pixels + stride * (fromTop ? y : height - 1 - y));
      for (int x = 0; x < width; x++) {
        colors[y * width + x] = color(row, x);
      }
    }
    return colors;
  }

  private int color(int row, int x) {
    return switch (bits) {
      case 1 -> palette[byteAt(row + x / 8) >> (7 - x % 8) & 1];
      case 4 -> palette[byteAt(row + x / 2) >> (4 - x % 2 * 4) & 15];
      case 8 -> palette[byteAt(row + x)];
      case 16 -> masked(shortAt(row + 2 * x));
      case 24 -> {
        int at = row + 3 * x;
        yield masked(byteAt(at) | byteAt(at + 1) << 8 | byteAt(at + 2) << 16);
      }
      default -> masked(at(row + 4 * x));
    };
  }

  private int masked(int value) {
    int alpha = masks[3] == 0 ? 255 : part(value, masks[3]);
    return alpha << 24
        | part(value, masks[0]) << 16
        | part(value, masks[1]) << 8
        | part(value, masks[2]);
  }

  /** The bits under a mask, stretched to the range of a byte. */
  private static int part(int value, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = Integer.toUnsignedLong(mask >>> shift);
    return (int) (Integer.toUnsignedLong((value & mask) >>> shift) * 255 / most);
  }

  private int at(int place) {
    return in.getInt(place);
  }

  private int shortAt(int place) {
    return Short.toUnsignedInt(in.getShort(place));
  }

  private int byteAt(int place) {
    return in.get(place) & 0xFF;
  }
}
