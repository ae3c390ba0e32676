package fovea.report.glyph;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/** The fonts of this machine, which may have none, or lack what Java needs to find them. */
final class SystemFonts {
  private static final float SIZE = 100;
  private static final System.Logger LOG = System.getLogger(SystemFonts.class.getName());

  private SystemFonts() {}

  /** The outline of a text; boxes where this machine cannot draw it. */
  static Outline outline(String text, boolean bold) {
    try {
      Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, (int) SIZE);
      if (font.canDisplayUpTo(text) < 0) {
        var layout = new TextLayout(text, font, new FontRenderContext(null, true, true));
        return new Outline(layout.getAdvance() / SIZE, contours(layout.getOutline(null)));
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Java's fonts fail in many ways where the system has none; a report is worth more than that.
      LOG.log(System.Logger.Level.DEBUG, "no font of this machine can be used", e);
    }
    return boxes(text.codePointCount(0, text.length()));
  }

  private static Outline boxes(int count) {
    var contours = new ArrayList<float[]>();
    double width = Outline.MISSING.advance();
    for (int i = 0; i < count; i++) {
      for (float[] box : Outline.MISSING.contours()) {
        float[] moved = box.clone();
        for (int x = 0; x < moved.length; x += 2) {
          moved[x] += (float) (i * width);
        }
        contours.add(moved);
      }
    }
    return new Outline(count * width, contours);
  }

  private static List<float[]> contours(Shape shape) {
    var contours = new ArrayList<float[]>();
    var points = new ArrayList<Float>();
    float[] at = new float[6];
    for (var path = shape.getPathIterator(null, 0.1); !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      if (kind == PathIterator.SEG_MOVETO) {
        contours.add(array(points));
        points.clear();
      }
      if (kind != PathIterator.SEG_CLOSE) {
        points.add(at[0] / SIZE);
        points.add(at[1] / SIZE);
      }
    }
    contours.add(array(points));
    return contours;
  }

  private static float[] array(List<Float> points) {
    float[] array = new float[points.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = points.get(i);
    }
    return array;
  }
}
