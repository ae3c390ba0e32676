package fovea.data.jpeg;

import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** A Huffman code: canonical, of up to 16 bits. */
final class HuffmanTable {

  /** Codes of up to so many bits are found by one look. */
  static final int LOOK = 10;

  private static final int LONGEST = 16;

  /** By the next bits: length of the code and its symbol, {@code length << 8 | symbol}; or 0. */
  private final int[] codes = new int[1 << LOOK];

  /**
   * By the next bits, where they hold a whole coefficient: {@code value << 16 | run << 8 | bits};
   * or 0.
   */
  private final int[] coefficients = new int[1 << LOOK];

  /** First code longer than those of a length, aligned to 16 bits. */
  private final int[] limits = new int[LONGEST + 1];

  /** What to add to a code of a length to get the index of its symbol. */
  private final int[] offsets = new int[LONGEST + 1];

  private final int[] counts;
  private final byte[] symbols;
  private final boolean standard;
  private boolean prepared;
  private boolean metBadCode;

  /**
   * What the file says; nothing is checked before {@link #prepare}, since a table may be wrong as
   * long as no scan uses it.
   *
   * @param counts of codes by length, from 1 on
   * @param symbols in the order of their codes
   */
  HuffmanTable(int[] counts, byte[] symbols) {
    this(counts, symbols, false);
  }

  private HuffmanTable(int[] counts, byte[] symbols, boolean standard) {
    this.counts = counts;
    this.symbols = symbols;
    this.standard = standard;
  }

  /** One of those of the standard. */
  static HuffmanTable standard(JPEGHuffmanTable table) {
    short[] lengths = table.getLengths();
    var counts = new int[LONGEST];
    for (int i = 0; i < lengths.length; i++) {
      counts[i] = lengths[i];
    }
    short[] values = table.getValues();
    var symbols = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      symbols[i] = (byte) values[i];
    }
    return new HuffmanTable(counts, symbols, true);
  }

  /** Whether it does not come from the file. */
  boolean isStandard() {
    return standard;
  }

  /**
   * Makes the code before its first use.
   *
   * @param sizesOnly whether symbols must be sizes of numbers, 0 to 15
   */
  void prepare(boolean sizesOnly) {
    if (sizesOnly) {
      for (byte symbol : symbols) {
        if ((symbol & 0xFF) > 15) {
          throw new JpegException("a Huffman table has symbols that mean nothing");
        }
      }
    }
    if (!prepared) {
      prepared = true;
      make();
    }
  }

  private void make() {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offsets[length] = index - code;
      int count = counts[length - 1];
      // No code may be all ones.
      if (count > 0 && code + count >= 1 << length) {
        throw new JpegException("a Huffman table has too many codes");
      }
      for (int i = 0; i < count; i++, code++, index++) {
        if (length <= LOOK) {
          enter(code, length, symbols[index] & 0xFF);
        }
      }
      limits[length] = code << (LONGEST - length);
      code <<= 1;
    }
  }

  private void enter(int code, int length, int symbol) {
    int free = LOOK - length;
    for (int rest = 0; rest < 1 << free; rest++) {
      int look = code << free | rest;
      codes[look] = length << 8 | symbol;
      int size = symbol & 0xF;
      if (size != 0 && size <= free) {
        int value = extend(rest >> (free - size), size);
        coefficients[look] = value << 16 | (symbol >> 4) << 8 | (length + size);
      }
    }
  }

  /** Whole coefficients by the next {@link #LOOK} bits. */
  int[] coefficients() {
    return coefficients;
  }

  /** Whether bits were met that are no code. */
  boolean metBadCode() {
    return metBadCode;
  }

  /** Length and symbol of the code that begins with these 16 bits, {@code length << 8 | symbol}. */
  int code(int bits) {
    int found = codes[bits >> (LONGEST - LOOK)];
    return found != 0 ? found : longCode(bits);
  }

  private int longCode(int bits) {
    for (int length = LOOK + 1; length <= LONGEST; length++) {
      if (bits < limits[length]) {
        int index = (bits >> (LONGEST - length)) + offsets[length];
        return length << 8 | (symbols[index] & 0xFF);
      }
    }
    // As libjpeg goes on: 17 bits that mean 0.
    metBadCode = true;
    return (LONGEST + 1) << 8;
  }

  /** The number that {@code size} bits mean: those that begin with 0 are negative. */
  static int extend(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }
}
