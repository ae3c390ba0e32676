package fovea.data.jpeg;

/** What separates the parts of a file: a byte 0xFF and one of these. */
final class Markers {

  static final int START = 0xD8;
  static final int END = 0xD9;
  static final int SCAN = 0xDA;
  static final int QUANTIZATION = 0xDB;
  static final int RESTART_INTERVAL = 0xDD;
  static final int HUFFMAN = 0xC4;
  static final int SEQUENTIAL = 0xC0;
  static final int EXTENDED = 0xC1;
  static final int PROGRESSIVE = 0xC2;
  static final int JFIF = 0xE0;
  static final int EXIF = 0xE1;
  static final int ADOBE = 0xEE;

  /** The first of eight. */
  static final int RESTART = 0xD0;

  private Markers() {}

  /** Place of the second byte of the next marker; the length of the data if there is none. */
  static int next(byte[] data, int from) {
    int at = from;
    while (at + 1 < data.length) {
      if (data[at++] == (byte) 0xFF && data[at] != 0 && data[at] != (byte) 0xFF) {
        return at;
      }
    }
    return data.length;
  }

  /** Whether it stands alone, without a length and content. */
  static boolean isBare(int marker) {
    return isRestart(marker) || marker == 0x01;
  }

  /** Whether it is one of the eight that separate parts of a scan. */
  static boolean isRestart(int marker) {
    return marker >= RESTART && marker < RESTART + 8;
  }

  /** Whether what follows it has a length and may be skipped where it is not known. */
  static boolean isSegment(int marker) {
    return marker == HUFFMAN
        || marker == 0xCC
        || (marker >= SCAN && marker <= RESTART_INTERVAL)
        || (marker >= JFIF && marker <= 0xEF)
        || marker == 0xFE;
  }

  /** Whether it begins a frame of any kind. */
  static boolean isFrame(int marker) {
    return marker >= SEQUENTIAL
        && marker <= 0xCF
        && marker != HUFFMAN
        && marker != 0xC8
        && marker != 0xCC;
  }

  /** What a frame that cannot be read is, in words. */
  static String frameKind(int marker) {
    return switch (marker) {
      case 0xC3, 0xC7 -> "a lossless JPEG";
      case 0xC5, 0xC6 -> "a hierarchical JPEG";
      default -> "a JPEG with arithmetic coding";
    };
  }
}
