package fovea.report.glyph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The outlines that come with the module, made of the fonts DejaVu Sans and DejaVu Sans Bold by
 * {@code tools/Glyphs.java}, which describes the format.
 */
final class GlyphFile {

  /** Of both faces, read once. */
  static final List<GlyphFile> FACES = read();

  /** How far a curve may be from the lines that stand for it, in em. */
  private static final double TOLERANCE = 1.0 / 1000;

  private final double em;
  private final double ascent;
  private final double descent;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /** Where a glyph is described. */
  private record Entry(double advance, GlyphBytes bytes) {}

  private GlyphFile(double em, GlyphBytes bytes) {
    this.em = em;
    this.ascent = bytes.next() / em;
    this.descent = bytes.next() / em;
    int count = bytes.next();
    int character = 0;
    for (int i = 0; i < count; i++) {
      character += bytes.next();
      double advance = bytes.next() / em;
      entries.put(character, new Entry(advance, bytes.part(bytes.next())));
    }
  }

  private static List<GlyphFile> read() {
    try (InputStream file = GlyphFile.class.getResourceAsStream("glyphs.bin")) {
      if (file == null) {
        throw new IllegalStateException("glyphs.bin is missing from the module fovea.report");
      }
      var bytes = new GlyphBytes(new InflaterInputStream(file).readAllBytes());
      int em = bytes.next();
      return List.of(new GlyphFile(em, bytes), new GlyphFile(em, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double ascent() {
    return ascent;
  }

  double descent() {
    return descent;
  }

  boolean has(int character) {
    return entries.containsKey(character);
  }

  double advance(int character) {
    Entry entry = entries.get(character);
    return entry == null ? Outline.MISSING.advance() : entry.advance();
  }

  /** The outline of a character, or none. */
  @Nullable Outline outline(int character) {
    Entry entry = entries.get(character);
    return entry == null ? null : new Outline(entry.advance(), contours(entry.bytes().copy()));
  }

  private List<float[]> contours(GlyphBytes bytes) {
    int count = bytes.next();
    var contours = new ArrayList<float[]>(count);
    var pen = new Pen();
    for (int i = 0; i < count; i++) {
      int pieces = bytes.next();
      pen.moveBy(bytes.nextSigned(), bytes.nextSigned());
      for (int piece = 0; piece < pieces; piece++) {
        if (bytes.next() == 0) {
          pen.lineBy(bytes.nextSigned(), bytes.nextSigned());
        } else {
          int x = bytes.nextSigned();
          int y = bytes.nextSigned();
          pen.curveBy(x, y, bytes.nextSigned(), bytes.nextSigned());
        }
      }
      contours.add(pen.contour());
    }
    return contours;
  }

  /** Draws one contour after the other, curves as lines. */
  private final class Pen {
    private final List<Double> points = new ArrayList<>();
    private double x;
    private double y;

    void moveBy(int dx, int dy) {
      points.clear();
      lineBy(dx, dy);
    }

    void lineBy(int dx, int dy) {
      x += dx;
      y += dy;
      add(x, y);
    }

    /** A quadratic curve: to its control point, and from there to its end. */
    void curveBy(int dx, int dy, int endDx, int endDy) {
      double bend = Math.hypot(endDx - dx, endDy - dy) / em;
      int lines = (int) Math.ceil(Math.sqrt(bend / (4 * TOLERANCE)));
      for (int i = 1; i <= lines; i++) {
        double t = (double) i / lines;
        add(x + 2 * t * dx + t * t * (endDx - dx), y + 2 * t * dy + t * t * (endDy - dy));
      }
      x += dx + endDx;
      y += dy + endDy;
      if (lines == 0) {
        add(x, y);
      }
    }

    private void add(double x, double y) {
      points.add(x / em);
      points.add(y / em);
    }

    float[] contour() {
      float[] contour = new float[points.size()];
      for (int i = 0; i < contour.length; i++) {
        contour[i] = points.get(i).floatValue();
      }
      return contour;
    }
  }
}
