package fovea.report.figure;

import fovea.report.picture.Bitmap;
import fovea.report.picture.PngWriter;
import fovea.report.picture.ReportException;
import fovea.report.picture.ReportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drawing on white, which can be had as pixels, as PNG and as SVG.
 *
 * <p>Its unit is a pixel of a web page, 1/96 inch: text of size 13 is read well.
 *
 * @param width in units
 * @param height in units
 * @param marks what is drawn, from the back to the front
 */
public record Figure(double width, double height, List<Mark> marks) {
  private static final double SCALE = 2;

  /**
   * Copies the list.
   *
   * @throws ReportException if a side is not above zero
   */
  public Figure {
    if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6)) {
      throw new ReportException(
          "figure",
          String.format(
              Locale.ROOT, "expected sides above 0 and below 1e6, found %s × %s", width, height),
          "Choose another size");
    }
    marks = List.copyOf(marks);
  }

  /** What is drawn, from the back to the front. */
  public Figure(double width, double height, Mark... marks) {
    this(width, height, List.of(marks));
  }

  /** A picture, one unit for each pixel. */
  public static Figure of(Bitmap bitmap) {
    return of(bitmap, bitmap.width(), bitmap.height());
  }

  /**
   * A picture of a given size, in units. It is smooth unless its pixels become so large, above four
   * units, that each is to be seen.
   */
  public static Figure of(Bitmap bitmap, double width, double height) {
    boolean smooth = width <= 4 * bitmap.width();
    return new Figure(
        width, height, new Mark.Picture(bitmap, new Area(0, 0, width, height), smooth));
  }

  /** The same with more in front. */
  public Figure plus(Mark... more) {
    var all = new ArrayList<>(marks);
    all.addAll(List.of(more));
    return new Figure(width, height, all);
  }

  /** The figure as pixels, two for each unit in both directions. */
  public Bitmap bitmap() {
    return bitmap(SCALE);
  }

  /**
   * The figure as pixels.
   *
   * @param scale pixels for each unit
   */
  public Bitmap bitmap(double scale) {
    return Painter.paint(this, scale);
  }

  /** The figure as SVG, with pictures inside and with text as text. */
  public String svg() {
    return new SvgWriter(SvgWriter.Pictures.EXACT).document(this);
  }

  /**
   * The figure as SVG for a page that has many: its pictures have fewer pixels, and lose a little
   * where that makes them far shorter.
   */
  public String smallSvg() {
    return new SvgWriter(SvgWriter.Pictures.SMALL).document(this);
  }

  /**
   * Writes the figure as a PNG file or an SVG file, by the ending of the name. A folder that is
   * missing is made.
   *
   * @throws ReportException if the ending is another or the file cannot be written; an old file is
   *     then untouched
   */
  public void save(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      new PngWriter().write(bitmap(), file);
    } else if (name.endsWith(".svg")) {
      ReportFile.write(file, svg());
    } else {
      throw new ReportException(
          file.toString(), "expected a name that ends in .png or .svg", "Change the name");
    }
  }
}
