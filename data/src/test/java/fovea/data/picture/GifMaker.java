package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes GIF files block by block. */
final class GifMaker {

  static final int WIDTH = 13;
  static final int HEIGHT = 9;

  private GifMaker() {}

  /** Signature, size of the canvas, a table of {@code 2^bits} colors or none for 0 bits. */
  static byte[] screen(int width, int height, int bits) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(shorts(width, height));
    out.write(bits == 0 ? 0 : 0x80 | (bits - 1));
    out.write(2);
    out.write(0);
    out.writeBytes(bits == 0 ? new byte[0] : PngMaker.colors(1 << bits));
    return out.toByteArray();
  }

  /** The head of a frame. */
  static byte[] frame(int left, int top, int width, int height, int flags) {
    var out = new ByteArrayOutputStream();
    out.write(',');
    out.writeBytes(shorts(left, top, width, height));
    out.write(flags);
    return out.toByteArray();
  }

  static byte[] frame() {
    return frame(0, 0, WIDTH, HEIGHT, 0);
  }

  /** Pixels of so many bits in LZW codes that never grow. */
  static byte[] pixels(int width, int height, int bits) {
    var codes = new Codes(bits + 1);
    int clear = 1 << bits;
    int since = 0;
    codes.put(clear);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        codes.put(PngMaker.sample(x, y, 0) & (clear - 1));
        if (++since == clear - 2) {
          codes.put(clear);
          since = 0;
        }
      }
    }
    codes.put(clear + 1);
    return blocks(bits, codes.bytes());
  }

  /** The size of the codes, the data in blocks, the end of the blocks. */
  static byte[] blocks(int bits, byte[] data) {
    var out = new ByteArrayOutputStream();
    out.write(bits);
    for (int at = 0; at < data.length; at += 50) {
      int length = Math.min(50, data.length - at);
      out.write(length);
      out.write(data, at, length);
    }
    out.write(0);
    return out.toByteArray();
  }

  static byte[] extension(int label, byte[] data) {
    var out = new ByteArrayOutputStream();
    out.write('!');
    out.write(label);
    out.write(data.length);
    out.writeBytes(data);
    out.write(0);
    return out.toByteArray();
  }

  /** Makes an index transparent. */
  static byte[] transparent(int index) {
    return extension(0xF9, new byte[] {1, 0, 0, (byte) index});
  }

  private static byte[] shorts(int... values) {
    var out = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      out[2 * i] = (byte) values[i];
      out[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return out;
  }

  /** Codes of one length, lowest bit first. */
  static final class Codes {

    private final int length;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int held;
    private int bits;

    Codes(int length) {
      this.length = length;
    }

    void put(int code) {
      held |= code << bits;
      bits += length;
      while (bits >= 8) {
        out.write(held);
        held >>= 8;
        bits -= 8;
      }
    }

    byte[] bytes() {
      if (bits > 0) {
        out.write(held);
        bits = 0;
      }
      return out.toByteArray();
    }
  }
}
