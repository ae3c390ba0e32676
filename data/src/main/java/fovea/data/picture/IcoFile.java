package fovea.data.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The largest picture of an icon, which is a PNG file or a bitmap with a mask. */
final class IcoFile {

  private static final int HEADER = 6;
  private static final int ENTRY = 16;

  private IcoFile() {}

  static PictureDecoder of(byte[] content) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int count = content.length < HEADER ? 0 : Short.toUnsignedInt(in.getShort(4));
    int there = Math.min(count, (content.length - HEADER) / ENTRY);
    int entry =
        IntStream.range(0, there)
            .map(i -> HEADER + i * ENTRY)
            .boxed()
            .max(
                Comparator.comparingInt((Integer at) -> area(in, at))
                    .thenComparingInt(at -> depth(in, at)))
            .orElseThrow(() -> new IOException("it holds no picture"));
    long size = Integer.toUnsignedLong(in.getInt(entry + 8));
    long start = Integer.toUnsignedLong(in.getInt(entry + 12));
    if (start + 40 > content.length) {
      throw new IOException("it is cut short");
    }
    byte[] rest = Arrays.copyOfRange(content, (int) start, content.length);
    return FileKind.of(rest) == FileKind.PNG ? new PngFile(rest) : new Bitmap(rest, size);
  }

  private static int area(ByteBuffer in, int entry) {
    // 0 stands for 256.
    return (((in.get(entry) - 1) & 0xFF) + 1) * (((in.get(entry + 1) - 1) & 0xFF) + 1);
  }

  private static int depth(ByteBuffer in, int entry) {
    int bits = Short.toUnsignedInt(in.getShort(entry + 6));
    int colors = in.get(entry + 2) & 0xFF;
    return bits > 0 ? bits : colors > 0 ? 32 - Integer.numberOfLeadingZeros(colors - 1) : 256;
  }

  /** Rows of colors, then rows of a bit for each pixel that is transparent. */
  private static final class Bitmap implements PictureDecoder {

    private final byte[] content;
    private final long size;
    private final Dib bitmap;

    Bitmap(byte[] content, long size) throws IOException {
      this.content = content;
      this.size = size;
      this.bitmap = new Dib(content, 0, 0, true);
    }

    @Override
    public int width() {
      return bitmap.width();
    }

    @Override
    public int height() {
      return bitmap.height();
    }

    @Override
    public DecodedPicture decode() throws IOException {
      int[] colors = bitmap.colors();
      if (bitmap.bits() == 32) {
        takeAlpha(colors);
      } else {
        takeMask(colors);
      }
      return new DecodedPicture(bitmap.picture(colors));
    }

    /** The fourth byte of each pixel. */
    private void takeAlpha(int[] colors) {
      int width = width();
      for (int i = 0; i < colors.length; i++) {
        int row = height() - 1 - i / width;
        int at = (int) bitmap.pixels() + 4 * (row * width + i % width) + 3;
        colors[i] = (colors[i] & 0xFFFFFF) | content[at] << 24;
      }
    }

    private void takeMask(int[] colors) throws IOException {
      int width = width();
      int stride = (width + 31) / 32 * 4;
      long start = size - (long) stride * height();
      if (start < 0 || size > content.length) {
        throw new IOException("it is cut short");
      }
      for (int i = 0; i < colors.length; i++) {
        int x = i % width;
        int row = height() - 1 - i / width;
        int bit = content[(int) start + row * stride + x / 8] >> (7 - x % 8) & 1;
        colors[i] = bit == 1 ? 0xFFFFFF : colors[i];
      }
    }
  }
}
