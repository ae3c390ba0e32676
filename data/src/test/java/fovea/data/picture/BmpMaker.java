package fovea.data.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes BMP files of 13 × 9 pixels. */
final class BmpMaker {

  static final int WIDTH = 13;
  static final int HEIGHT = 9;

  private int header = 40;
  private final int bits;
  private int compression;
  private int width = WIDTH;
  private int height = HEIGHT;
  private int used;
  private int size;
  private int[] masks = {};
  private int colors;
  private byte[] pixels;
  private int offset = -1;

  BmpMaker(int bits) {
    this.bits = bits;
    this.colors = bits <= 8 ? 1 << bits : 0;
    this.pixels = rows(bits);
  }

  BmpMaker header(int bytes) {
    header = bytes;
    return this;
  }

  BmpMaker compression(int way, int... masks) {
    compression = way;
    this.masks = masks;
    return this;
  }

  BmpMaker size(int width, int height) {
    this.width = width;
    this.height = height;
    return this;
  }

  /** Colors in the palette, and as the header says. */
  BmpMaker colors(int there, int said) {
    colors = there;
    used = said;
    return this;
  }

  BmpMaker pixels(byte[] pixels) {
    this.pixels = pixels;
    return this;
  }

  BmpMaker sizeOfPixels(int bytes) {
    size = bytes;
    return this;
  }

  BmpMaker offset(int bytes) {
    offset = bytes;
    return this;
  }

  /** Rows of any bits from the bottom, which is row 0 of the sample here. */
  static byte[] rows(int bits) {
    int stride = (WIDTH * bits + 31) / 32 * 4;
    var rows = new byte[stride * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int at = y * stride + x * bits / 8;
        int value = PngMaker.sample(x, y, 0);
        if (bits < 8) {
          rows[at] |= (byte) (value >> (8 - bits) << (8 - bits - x * bits % 8));
        } else {
          for (int i = 0; i < bits / 8; i++) {
            rows[at + i] = (byte) PngMaker.sample(x, y, i);
          }
        }
      }
    }
    return rows;
  }

  byte[] file() {
    byte[] bitmap = bitmap();
    ByteBuffer out = little(14 + bitmap.length).put((byte) 'B').put((byte) 'M');
    int start = 14 + bitmap.length - pixels.length;
    out.putInt(14 + bitmap.length).putInt(0).putInt(offset < 0 ? start : offset);
    return out.put(bitmap).array();
  }

  /** Header, masks, palette, rows. */
  byte[] bitmap() {
    int outside = header < 52 ? 4 * masks.length : 0;
    int step = header == 12 ? 3 : 4;
    ByteBuffer out = little(header + outside + step * colors + pixels.length).putInt(header);
    if (header == 12) {
      out.putShort((short) width)
          .putShort((short) height)
          .putShort((short) 1)
          .putShort((short) bits);
    } else {
      out.putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
      out.putInt(compression).putInt(size).putInt(2_835).putInt(2_835).putInt(used).putInt(0);
      for (int mask : masks) {
        out.putInt(mask);
      }
      out.position(header + outside);
    }
    byte[] table = PngMaker.colors(colors);
    for (int i = 0; i < colors; i++) {
      out.put(table, 3 * i, 3).put(new byte[step - 3]);
    }
    return out.put(pixels).array();
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
