package fovea.data.jpeg;

import java.util.Arrays;
import java.util.Optional;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The tables of a file, as they are at some place in it. */
final class Tables {

  /** Stands where a scan needs no code. */
  static final HuffmanTable NONE = new HuffmanTable(new int[16], new byte[0]);

  private static final int COUNT = 4;

  private static final JPEGHuffmanTable[] STANDARD_DC = {
    JPEGHuffmanTable.StdDCLuminance, JPEGHuffmanTable.StdDCChrominance
  };

  private static final JPEGHuffmanTable[] STANDARD_AC = {
    JPEGHuffmanTable.StdACLuminance, JPEGHuffmanTable.StdACChrominance
  };

  private final int[][] quantization = new int[COUNT][0];
  private final HuffmanTable[] dc = {NONE, NONE, NONE, NONE};
  private final HuffmanTable[] ac = {NONE, NONE, NONE, NONE};
  private int restartInterval;
  private boolean standardUsed;

  void readQuantization(Segment segment) {
    while (segment.hasMore()) {
      int kind = segment.u8();
      var table = new int[Zigzag.ROOM];
      for (int i = 0; i < 64; i++) {
        table[i] = kind >> 4 == 0 ? segment.u8() : segment.u16();
      }
      // Where a damaged file leads beyond the last coefficient, that one is meant.
      Arrays.fill(table, 64, table.length, table[63]);
      quantization[number(kind & 0xF)] = table;
    }
  }

  void readHuffman(Segment segment) {
    while (segment.hasMore()) {
      int kind = segment.u8();
      var counts = new int[16];
      int sum = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] = segment.u8();
        sum += counts[i];
      }
      if (sum > 256) {
        throw new JpegException("a Huffman table has too many codes");
      }
      var table = new HuffmanTable(counts, segment.bytes(sum));
      // A kind beyond 1 makes the number too large.
      (kind < 0x10 ? dc : ac)[number(kind < 0x10 ? kind : kind - 0x10)] = table;
    }
  }

  void readRestartInterval(Segment segment) {
    segment.requireLeft(2);
    restartInterval = segment.u16();
  }

  /** Forgets the restart interval. */
  void noRestarts() {
    restartInterval = 0;
  }

  int restartInterval() {
    return restartInterval;
  }

  int[] quantization(int number) {
    return Optional.of(quantization[number(number)])
        .filter(table -> table.length > 0)
        .orElseThrow(() -> new JpegException("it lacks a quantization table"));
  }

  /**
   * The standard's own tables (ITU-T T.81, annex K) take the places of those that are missing, as
   * in the pictures of cameras that send films.
   */
  void addStandard() {
    addStandard(dc, STANDARD_DC);
    addStandard(ac, STANDARD_AC);
  }

  private static void addStandard(HuffmanTable[] tables, JPEGHuffmanTable[] standard) {
    for (int i = 0; i < standard.length; i++) {
      if (tables[i] == NONE) {
        tables[i] = HuffmanTable.standard(standard[i]);
      }
    }
  }

  /** Whether a standard table was wanted where the file has none. */
  boolean standardUsed() {
    return standardUsed;
  }

  HuffmanTable dc(int number) {
    return ready(dc[number(number)], true);
  }

  HuffmanTable ac(int number) {
    return ready(ac[number(number)], false);
  }

  private HuffmanTable ready(HuffmanTable table, boolean sizesOnly) {
    if (table == NONE) {
      throw new JpegException("it lacks a Huffman table");
    }
    standardUsed |= table.isStandard();
    table.prepare(sizesOnly);
    return table;
  }

  private static int number(int number) {
    if (number >= COUNT) {
      throw new JpegException("a table has an impossible number");
    }
    return number;
  }
}
