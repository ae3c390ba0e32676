package fovea.data.jpeg;

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

  private final byte[] symbols;

  /**
   * Makes the code.
   *
   * @param counts of codes by length, from 1 on
   * @param symbols in the order of their codes
   */
  HuffmanTable(int[] counts, byte[] symbols) {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offsets[length] = index - code;
      for (int i = 0; i < counts[length - 1]; i++, code++, index++) {
        if (length <= LOOK) {
          enter(code, length, symbols[index] & 0xFF);
        }
      }
      if (code > 1 << length) {
        throw new JpegException("a Huffman table has too many codes");
      }
      limits[length] = code << (LONGEST - length);
      code <<= 1;
    }
  }

  private void enter(int code, int length, int symbol) {
    int free = LOOK - length;
    for (int rest = 0; rest < 1 << free; rest++) {
      int look = code << free | rest;
      if (look >= codes.length) {
        throw new JpegException("a Huffman table has too many codes");
      }
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
    throw new JpegException("its data has a code that means nothing");
  }

  /** The number that {@code size} bits mean: those that begin with 0 are negative. */
  static int extend(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }
}
