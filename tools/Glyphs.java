import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.util.zip.DeflaterOutputStream;

/** Units of an em, in which outlines are written. */
final int EM = 2048;

/** The characters, first and last of each range: those of European languages and of formulas. */
final int[][] RANGES = {
  {0x20, 0x7E}, // ASCII
  {0xA0, 0x17F}, // Latin-1, Latin Extended-A
  {0x18F, 0x18F},
  {0x192, 0x192},
  {0x1CD, 0x1DC},
  {0x1FA, 0x21B},
  {0x259, 0x259},
  {0x2C6, 0x2DD},
  {0x37A, 0x3D6}, // Greek
  {0x3F5, 0x3F5},
  {0x400, 0x45F}, // Cyrillic
  {0x48A, 0x4C0},
  {0x1E80, 0x1E85},
  {0x1E9E, 0x1E9E},
  {0x1EA0, 0x1EF9}, // Vietnamese
  {0x2010, 0x2027}, // dashes, quotation marks, dots
  {0x202F, 0x203A},
  {0x2044, 0x2044},
  {0x2070, 0x208E}, // small digits above and below
  {0x20AC, 0x20AC},
  {0x2116, 0x2116},
  {0x2122, 0x2122},
  {0x2126, 0x2126},
  {0x2150, 0x215E},
  {0x2190, 0x2199}, // arrows
  {0x21D0, 0x21D5},
  {0x2200, 0x2211}, // signs of mathematics
  {0x2212, 0x2213},
  {0x2218, 0x221E},
  {0x2225, 0x222B},
  {0x2234, 0x2235},
  {0x223C, 0x223C},
  {0x2248, 0x2248},
  {0x2260, 0x2265},
  {0x226A, 0x226B},
  {0x2282, 0x2287},
  {0x2295, 0x2299},
  {0x22C5, 0x22C5},
  {0x2308, 0x230B},
  {0x25A0, 0x25A1},
  {0x25B2, 0x25BF},
  {0x25C6, 0x25CF},
  {0x2713, 0x2717},
  {0xFFFD, 0xFFFD},
};

/**
 * Writes the outlines of letters that reports are drawn with, in our own format, which
 * fovea.report.glyph.GlyphFile reads: {@code java tools/Glyphs.java DejaVuSans.ttf
 * DejaVuSans-Bold.ttf report/src/main/resources/fovea/report/glyph/glyphs.bin}.
 *
 * <p>The format, deflated: units of an em; then for each face ascent, descent and the number of
 * glyphs, and for each glyph its character less that before, its advance, the number of bytes that
 * follow, and contours: the number of pieces, the start, and for each piece a kind (0 line, 1
 * quadratic curve) and its points. All numbers are of seven bits a byte, the low ones first; points
 * are distances to the point before, signs in the lowest bit.
 */
void main(String[] args) throws Exception {
  try (var out = new DeflaterOutputStream(Files.newOutputStream(Path.of(args[2])))) {
    write(out, EM);
    for (int face = 0; face < 2; face++) {
      writeFace(out, Font.createFont(Font.TRUETYPE_FONT, Path.of(args[face]).toFile()));
    }
  }
  IO.println(Files.size(Path.of(args[2])) + " bytes");
}

void writeFace(OutputStream out, Font file) throws IOException {
  var font = file.deriveFont((float) EM);
  var context = new FontRenderContext(null, true, true);
  var characters = new ArrayList<Integer>();
  for (int[] range : RANGES) {
    for (int character = range[0]; character <= range[1]; character++) {
      if (font.canDisplay(character)) {
        characters.add(character);
      }
    }
  }
  var metrics = font.getLineMetrics("x", context);
  write(out, Math.round(metrics.getAscent()));
  write(out, Math.round(metrics.getDescent()));
  write(out, characters.size());
  int before = 0;
  for (int character : characters) {
    var glyph = font.createGlyphVector(context, Character.toString(character));
    var bytes = new ByteArrayOutputStream();
    writeOutline(bytes, glyph.getOutline().getPathIterator(null));
    write(out, character - before);
    write(out, Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
    write(out, bytes.size());
    bytes.writeTo(out);
    before = character;
  }
}

void writeOutline(OutputStream out, PathIterator path) throws IOException {
  var contours = new ArrayList<ArrayList<int[]>>();
  for (float[] points = new float[6]; !path.isDone(); path.next()) {
    int kind = path.currentSegment(points);
    switch (kind) {
      case PathIterator.SEG_MOVETO -> contours.add(new ArrayList<>(List.of(point(points, 0))));
      case PathIterator.SEG_LINETO -> contours.getLast().add(point(points, 0));
      case PathIterator.SEG_QUADTO -> {
        int[] control = point(points, 0);
        int[] end = point(points, 2);
        contours.getLast().add(new int[] {control[0], control[1], end[0], end[1]});
      }
      case PathIterator.SEG_CLOSE -> {}
      default -> throw new IllegalStateException("a cubic curve; take a TrueType font");
    }
  }
  write(out, contours.size());
  int[] at = {0, 0};
  for (var contour : contours) {
    write(out, contour.size() - 1);
    for (int piece = 0; piece < contour.size(); piece++) {
      int[] points = contour.get(piece);
      if (piece > 0) {
        write(out, points.length / 2 - 1);
      }
      for (int i = 0; i < points.length; i++) {
        int distance = points[i] - at[i % 2];
        write(out, distance << 1 ^ distance >> 31);
        at[i % 2] = points[i];
      }
    }
  }
}

int[] point(float[] points, int from) {
  return new int[] {Math.round(points[from]), Math.round(points[from + 1])};
}

void write(OutputStream out, int number) throws IOException {
  for (; number >= 128; number >>>= 7) {
    out.write(number & 127 | 128);
  }
  out.write(number);
}
