package fovea.data.jpeg;

import java.util.Optional;

/** The tables of a file, as they are at some place in it. */
final class Tables {

  /** Stands where a scan needs no code. */
  static final HuffmanTable NONE = new HuffmanTable(new int[16], new byte[0]);

  private static final int COUNT = 4;

  private final int[][] quantization = new int[COUNT][0];
  private final HuffmanTable[] dc = {NONE, NONE, NONE, NONE};
  private final HuffmanTable[] ac = {NONE, NONE, NONE, NONE};
  private int restartInterval;

  void readQuantization(Segment segment) {
    while (segment.hasMore()) {
      int kind = segment.u8();
      var table = new int[Zigzag.ROOM];
      for (int i = 0; i < 64; i++) {
        table[i] = kind >> 4 == 0 ? segment.u8() : segment.u16();
      }
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
      (kind >> 4 == 0 ? dc : ac)[number(kind & 0xF)] = table;
    }
  }

  void readRestartInterval(Segment segment) {
    restartInterval = segment.u16();
  }

  int restartInterval() {
    return restartInterval;
  }

  int[] quantization(int number) {
    return Optional.of(quantization[number(number)])
        .filter(table -> table.length > 0)
        .orElseThrow(() -> new JpegException("it lacks a quantization table"));
  }

  HuffmanTable dc(int number) {
    return defined(dc[number(number)]);
  }

  HuffmanTable ac(int number) {
    return defined(ac[number(number)]);
  }

  private static HuffmanTable defined(HuffmanTable table) {
    if (table == NONE) {
      throw new JpegException("it lacks a Huffman table");
    }
    return table;
  }

  private static int number(int number) {
    if (number >= COUNT) {
      throw new JpegException("a table has an impossible number");
    }
    return number;
  }
}
