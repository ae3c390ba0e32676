package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes PNG files chunk by chunk: 13 × 9 pixels of every kind. */
final class PngMaker {

  static final int WIDTH = 13;
  static final int HEIGHT = 9;
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGBA = 6;

  /** First column, first row, step of the columns, step of the rows. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private PngMaker() {}

  static byte[] file(byte[]... chunks) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    for (byte[] chunk : chunks) {
      out.writeBytes(chunk);
    }
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte... data) {
    ByteBuffer out = ByteBuffer.allocate(data.length + 12).putInt(data.length);
    out.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    var sum = new CRC32();
    sum.update(out.array(), 4, data.length + 4);
    return out.putInt((int) sum.getValue()).array();
  }

  /** The same chunk with another check sum. */
  static byte[] wrongSum(byte[] chunk) {
    byte[] wrong = chunk.clone();
    wrong[wrong.length - 1] ^= (byte) 0x55;
    return wrong;
  }

  static byte[] header(int depth, int kind, boolean interlaced) {
    return chunk("IHDR", headerData(depth, kind, interlaced));
  }

  static byte[] headerData(int depth, int kind, boolean interlaced) {
    ByteBuffer data = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
    return data.put((byte) depth)
        .put((byte) kind)
        .putShort((short) 0)
        .put((byte) (interlaced ? 1 : 0))
        .array();
  }

  /** Unfiltered rows. */
  static byte[] rows(int depth, int kind, boolean interlaced) {
    var out = new ByteArrayOutputStream();
    if (interlaced) {
      for (int[] pass : PASSES) {
        rows(out, depth, kind, pass);
      }
    } else {
      rows(out, depth, kind, new int[] {0, 0, 1, 1});
    }
    return out.toByteArray();
  }

  private static void rows(ByteArrayOutputStream out, int depth, int kind, int[] pass) {
    int channels =
        switch (kind) {
          case RGB -> 3;
          case GRAY_ALPHA -> 2;
          case RGBA -> 4;
          default -> 1;
        };
    for (int y = pass[1]; y < HEIGHT && pass[0] < WIDTH; y += pass[3]) {
      out.write(0);
      int bits = 0;
      int held = 0;
      for (int x = pass[0]; x < WIDTH; x += pass[2]) {
        for (int c = 0; c < channels; c++) {
          int value = sample(x, y, c) * 0x101 >> (16 - depth);
          for (int bit = depth - 1; bit >= 0; bit--) {
            held = held << 1 | (value >> bit & 1);
            if (++bits == 8) {
              out.write(held);
              bits = 0;
            }
          }
        }
      }
      if (bits > 0) {
        out.write(held << (8 - bits));
      }
    }
  }

  /** What the pictures show, from 0 to 255. */
  static int sample(int x, int y, int channel) {
    return (x * 19 + y * 23 + channel * 71 + x * y * 3) & 0xFF;
  }

  static byte[] deflated(byte[] data) {
    var deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    var out = new byte[data.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  /** The colors of a palette. */
  static byte[] colors(int count) {
    var colors = new byte[3 * count];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = (byte) (i * 67 + 29);
    }
    return colors;
  }
}
