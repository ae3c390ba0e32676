package fovea.report.figure;

import fovea.report.picture.Bitmap;
import fovea.report.picture.JpegWriter;
import fovea.report.picture.PngWriter;
import fovea.report.picture.Rgb;
import fovea.report.text.LabelStyle;
import fovea.report.text.PlainText;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a figure as SVG 1.1, with pictures inside. */
final class SvgWriter {
  /** Fonts of about the width of our letters, or narrower. */
  private static final String FONTS = "'DejaVu Sans',Verdana,Arial,'Liberation Sans',sans-serif";

  /** A JPEG file is hardly ever shorter than so many bytes, its tables alone being 600. */
  private static final int LONG = 2_000;

  private final Pictures pictures;
  private final StringBuilder out = new StringBuilder();

  /** A writer of figures whose pictures are kept so. */
  SvgWriter(Pictures pictures) {
    this.pictures = pictures;
  }

  /** How pictures are kept. */
  enum Pictures {
    /** As PNG, which loses nothing. */
    EXACT(2),
    /** Smooth ones with fewer pixels, and as JPEG where that is far shorter. */
    SMALL(1.25);

    /** Pixels for each unit, beyond which more are of no use. */
    private final double density;

    Pictures(double density) {
      this.density = density;
    }
  }

  String document(Figure figure) {
    String width = number(figure.width());
    String height = number(figure.height());
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\"", width, height);
    add(" viewBox=\"0 0 %s %s\" font-family=\"%s\">\n", width, height, FONTS);
    fill(new Area(0, 0, figure.width(), figure.height()), 0xFFFFFF);
    marks(figure, 1);
    return out.append("</svg>\n").toString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that this module lacks
  private void add(String format, Object... texts) {
    out.append(format.formatted(texts));
  }

  private void marks(Figure figure, double scale) {
    for (Mark mark : figure.marks()) {
      switch (mark) {
        case Mark.Fill fill -> fill(fill.area(), fill.color());
        case Mark.Border border -> {
          add("<rect%s fill=\"none\"%s/>\n", area(border.area()), stroke(border.stroke()));
        }
        case Mark.Line line -> {
          add("<polyline points=\"%s\" fill=\"none\"", points(line.points()));
          add(" stroke-linejoin=\"round\"%s/>\n", stroke(line.stroke()));
        }
        case Mark.Polygon polygon -> {
          String color = Rgb.hex(polygon.color());
          add("<polygon points=\"%s\" fill=\"%s\"/>\n", points(polygon.points()), color);
        }
        case Mark.Disc disc -> {
          add("<circle cx=\"%s\"", number(disc.center().x()));
          add(" cy=\"%s\" r=\"%s\"", number(disc.center().y()), number(disc.radius()));
          add(" fill=\"%s\"/>\n", Rgb.hex(disc.color()));
        }
        case Mark.Picture picture -> picture(picture, scale);
        case Mark.Text text -> text(text);
        case Mark.Inset inset -> inset(inset, scale);
      }
    }
  }

  private void fill(Area area, int color) {
    add("<rect%s fill=\"%s\"/>\n", area(area), Rgb.hex(color));
  }

  private void inset(Mark.Inset inset, double scale) {
    add("<g transform=\"translate(%s %s)", number(inset.at().x()), number(inset.at().y()));
    add(inset.scale() == 1 ? "\">\n" : " scale(%s)\">\n", number(inset.scale()));
    marks(inset.figure(), scale * inset.scale());
    out.append("</g>\n");
  }

  private void picture(Mark.Picture picture, double scale) {
    Area area = picture.area();
    Bitmap bitmap = picture.bitmap();
    if (picture.smooth()) {
      int width = (int) Math.ceil(pictures.density * scale * area.width());
      int height = (int) Math.ceil(pictures.density * scale * area.height());
      bitmap =
          bitmap.scaled(
              Math.clamp(width, 1, bitmap.width()), Math.clamp(height, 1, bitmap.height()));
    }
    add("<image%s preserveAspectRatio=\"none\"", area(area));
    out.append(picture.smooth() ? "" : " style=\"image-rendering:pixelated\"");
    out.append(" href=\"data:image/").append(encoded(bitmap, picture.smooth())).append("\"/>\n");
  }

  /** The kind of file, and its content. */
  private String encoded(Bitmap bitmap, boolean smooth) {
    byte[] png = new PngWriter(new TreeMap<>()).bytes(bitmap);
    if (smooth && pictures == Pictures.SMALL && png.length > LONG) {
      byte[] jpeg = new JpegWriter().bytes(bitmap);
      if (jpeg.length < png.length / 2) {
        return "jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
      }
    }
    return "png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private void text(Mark.Text text) {
    LabelStyle style = text.style();
    String x = number(text.at().x());
    String y = number(text.at().y());
    add("<text x=\"%s\" y=\"%s\" font-size=\"%s\"", x, y, number(style.size()));
    out.append(style.bold() ? " font-weight=\"bold\"" : "");
    out.append(
        switch (style.anchor()) {
          case START -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        });
    if (text.degrees() != 0) {
      add(" transform=\"rotate(%s %s %s)\"", number(text.degrees()), x, y);
    }
    add(" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", Rgb.hex(style.color()), escaped(text));
  }

  private static String escaped(Mark.Text text) {
    return PlainText.of(text.text())
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String area(Area area) {
    return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
        .formatted(number(area.x()), number(area.y()), number(area.width()), number(area.height()));
  }

  private static String stroke(Stroke stroke) {
    String plain =
        " stroke=\"%s\" stroke-width=\"%s\""
            .formatted(Rgb.hex(stroke.color()), number(stroke.width()));
    return stroke.dash() > 0
        ? plain + " stroke-dasharray=\"" + number(stroke.dash()) + "\""
        : plain;
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  /** With up to two digits after the point, or three for small numbers such as scales. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.4f" : "%.2f", value);
    return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0?$", "0");
  }
}
