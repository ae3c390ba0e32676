package fovea.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * How many bytes the rows of a PNG file have, which tells a stream with too few from a whole one.
 *
 * @param bits of a pixel
 * @param interlaced in seven passes
 */
record PngLayout(int width, int height, int bits, boolean interlaced) {

  /** First column, first row, step of the columns, step of the rows. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  static PngLayout of(byte[] header) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(header);
    int channels =
        switch (header[9]) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw new IOException("unknown kind of colors");
        };
    int depth = header[8];
    boolean usual = depth == 8 || (depth == 16 && header[9] != 3);
    if (!usual && !(channels == 1 && (depth == 1 || depth == 2 || depth == 4))) {
      throw new IOException("samples of " + depth + " bits");
    }
    return new PngLayout(in.getInt(0), in.getInt(4), depth * channels, header[12] != 0);
  }

  /**
   * The pixels again as a stream without fault; rows that the stream ends before are black.
   *
   * @throws IOException if the stream breaks off or cannot be understood
   */
  byte[] mended(byte[] stream, List<String> warnings) throws IOException {
    long size = rows(Long.MAX_VALUE);
    if (3 * size > Runtime.getRuntime().maxMemory()) {
      throw new IOException("damaged pixels, too many of them to be mended");
    }
    var rows = new byte[(int) size];
    int found = inflate(stream, rows);
    if (rows(found) < found) {
      throw new IOException("its pixels are cut short");
    }
    if (found < rows.length) {
      warnings.add("some of its rows are missing");
    }
    var out = new ByteArrayOutputStream(rows.length + rows.length / 1_000 + 100);
    try (var deflater = new DeflaterOutputStream(out, new Deflater(Deflater.NO_COMPRESSION))) {
      deflater.write(rows);
    }
    return out.toByteArray();
  }

  private static int inflate(byte[] stream, byte[] rows) throws IOException {
    var inflater = new Inflater();
    try {
      inflater.setInput(stream);
      int found = 0;
      while (found < rows.length) {
        int count = inflater.inflate(rows, found, rows.length - found);
        found += count;
        if (count == 0) {
          if (inflater.finished()) {
            return found;
          }
          throw new IOException("its pixels are cut short");
        }
      }
      return found;
    } catch (DataFormatException e) {
      throw new IOException("its compressed pixels are broken", e);
    } finally {
      inflater.end();
    }
  }

  /** Bytes of all rows that end before a byte. */
  private long rows(long limit) {
    long size = 0;
    for (int[] pass : interlaced ? PASSES : ONE_PASS) {
      long columns = (width - pass[0] + pass[2] - 1L) / pass[2];
      long count = columns <= 0 ? 0 : (height - pass[1] + pass[3] - 1L) / pass[3];
      long row = 1 + (columns * bits + 7) / 8;
      long whole = Math.min(count, (limit - size) / row);
      size += whole * row;
      if (whole < count) {
        return size;
      }
    }
    return size;
  }
}
