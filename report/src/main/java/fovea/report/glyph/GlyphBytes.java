package fovea.report.glyph;

/** Numbers of seven bits a byte, the low ones first. */
final class GlyphBytes {
  private final byte[] bytes;
  private int at;

  GlyphBytes(byte[] bytes) {
    this(bytes, 0);
  }

  private GlyphBytes(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int next() {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = bytes[at++];
      number |= (part & 127) << shift;
      if (part >= 0) {
        return number;
      }
    }
  }

  /** A number whose sign is its lowest bit. */
  int nextSigned() {
    int number = next();
    return number >>> 1 ^ -(number & 1);
  }

  /** Skips so many bytes, which can be read from what is returned. */
  GlyphBytes part(int length) {
    at += length;
    return new GlyphBytes(bytes, at - length);
  }

  GlyphBytes copy() {
    return new GlyphBytes(bytes, at);
  }
}
