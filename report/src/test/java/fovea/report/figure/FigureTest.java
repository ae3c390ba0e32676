package fovea.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.picture.Bitmap;
import fovea.report.picture.ReportException;
import fovea.report.picture.Rgb;
import fovea.report.text.LabelStyle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class FigureTest {
  private static final Stroke BLACK = new Stroke(0, 2);
  @TempDir Path folder;

  @Test
  void rectanglesCoverTheirPixels() {
    var figure = new Figure(4, 3, new Mark.Fill(new Area(1, 1, 2, 1.5), 0xFF0000));
    Bitmap pixels = figure.bitmap(1);
    assertEquals(0xFFFFFF, pixels.rgb(0, 1));
    assertEquals(0xFF0000, pixels.rgb(1, 1));
    assertEquals(0xFF0000, pixels.rgb(2, 1));
    assertEquals(0xFF8080, pixels.rgb(2, 2));
    assertEquals(0xFFFFFF, pixels.rgb(3, 1));
    assertEquals(8, figure.bitmap().width());
  }

  @Test
  void coverageIsTheAreaOfAPolygon() {
    var corners = List.of(new Point(3, 2), new Point(61.3, 17.8), new Point(20.2, 55.5));
    double area = ((61.3 - 3) * (55.5 - 2) - (20.2 - 3) * (17.8 - 2)) / 2;
    assertEquals(area, black(new Figure(64, 64, new Mark.Polygon(corners, 0))), 1);
    double disc = black(new Figure(64, 64, new Mark.Disc(new Point(30.3, 31.1), 20, 0)));
    assertEquals(Math.PI * 400, disc, 4);
    var beyond = new Mark.Fill(new Area(-10, -10, 42, 200), 0);
    assertEquals(32 * 64, black(new Figure(64, 64, beyond)), 1e-9);
  }

  @Test
  void linesHaveTheirWidthAndDashesHalfTheInk() {
    var from = new Point(5, 7);
    var to = new Point(55, 50);
    double length = Math.hypot(50, 43);
    var bent = List.of(from, new Point(30, 28.5), to);
    assertEquals(2 * length, black(new Figure(64, 64, new Mark.Line(bent, BLACK))), 2);
    var dashed = new Mark.Line(bent, BLACK.dash(3));
    assertEquals(length, black(new Figure(64, 64, dashed)), 6);
    assertEquals(0, black(new Figure(64, 64, new Mark.Line(from, from, BLACK))));
  }

  /** Sum of what is not white, in pixels. */
  private static double black(Figure figure) {
    double sum = 0;
    for (int rgb : figure.bitmap(1).pixels()) {
      sum += 1 - Rgb.red(rgb) / 255.0;
    }
    return sum;
  }

  @Test
  void picturesAndInsetsLieWhereTheyShould() {
    Bitmap small = Bitmap.of(2, 1, (x, _) -> x == 0 ? 0xFF0000 : 0x0000FF);
    var inner = new Figure(4, 2, new Mark.Picture(small, new Area(0, 0, 4, 2), false));
    Bitmap pixels = new Figure(12, 8, new Mark.Inset(new Point(2, 3), 2, inner)).bitmap(1);
    assertEquals(0xFFFFFF, pixels.rgb(1, 3));
    assertEquals(0xFF0000, pixels.rgb(2, 3));
    assertEquals(0xFF0000, pixels.rgb(5, 6));
    assertEquals(0x0000FF, pixels.rgb(6, 3));
    assertEquals(0xFFFFFF, pixels.rgb(6, 7));
  }

  @Test
  void textIsDrawnWhereItsAnchorSays() {
    var style = new LabelStyle(20);
    double ink = black(text(style, 0));
    assertTrue(ink > 60 && ink < 250, () -> "ink " + ink);
    assertEquals(ink, black(text(style.centered(), 0)), 3);
    assertEquals(ink, black(text(style.right(), -90)), 3);
    int[] row = text(style.right(), 0).bitmap(1).pixels();
    for (int i = 0; i < row.length; i++) {
      assertTrue(i % 100 < 51 || row[i] == 0xFFFFFF, "right of its place");
    }
  }

  private static Figure text(LabelStyle style, double degrees) {
    return new Figure(100, 100, new Mark.Text(new Point(50, 50), "abc", style.color(0), degrees));
  }

  @Test
  void hostileTextIsPlainInSvg() throws Exception {
    String hostile = "<script>alert('\"&')</script>\u0000\u202E]]>\uD800";
    var figure = new Figure(90, 20, new Mark.Text(new Point(0, 15), hostile, new LabelStyle(12)));
    Document svg = parsed(figure.svg());
    assertEquals(0, svg.getElementsByTagName("script").getLength());
    assertEquals(
        "<script>alert('\"&')</script> ]]>\uFFFD",
        svg.getElementsByTagName("text").item(0).getTextContent());
    figure.bitmap();
  }

  @Test
  void svgHasEveryMark() throws Exception {
    var area = new Area(1, 2, 3, 4);
    var figure =
        new Figure(
            10,
            10,
            new Mark.Fill(area, 0x123456),
            new Mark.Border(area, BLACK),
            new Mark.Line(new Point(0, 0), new Point(1, 1), BLACK.dash(2)),
            new Mark.Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)), 0),
            new Mark.Disc(new Point(5, 5), 2, 0),
            new Mark.Picture(Bitmap.of(1, 1, (_, _) -> 7), area, true),
            new Mark.Text(new Point(5, 5), "a", new LabelStyle(3).bold(true).right(), -90),
            new Mark.Inset(new Point(1, 1), 0.5, new Figure(2, 2)));
    Document svg = parsed(figure.svg());
    for (String tag : List.of("polyline", "polygon", "circle", "image", "text", "g")) {
      assertEquals(1, svg.getElementsByTagName(tag).getLength(), tag);
    }
    assertEquals(3, svg.getElementsByTagName("rect").getLength());
    assertFalse(figure.svg().replace("http://www.w3.org/2000/svg", "").contains("http"));
  }

  private static Document parsed(String xml) throws Exception {
    var bytes = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
  }

  @Test
  void theEndingSaysTheKindOfFile() throws IOException {
    var figure = new Figure(8, 5, new Mark.Fill(new Area(0, 0, 4, 5), 0x0000FF));
    figure.save(folder.resolve("new/a.png"));
    figure.save(folder.resolve("new/a.SVG"));
    assertEquals(16, ImageIO.read(folder.resolve("new/a.png").toFile()).getWidth());
    assertTrue(Files.readString(folder.resolve("new/a.SVG")).startsWith("<svg "));
    var error = assertThrows(ReportException.class, () -> figure.save(Path.of("a.jpg")));
    assertEquals(
        "a.jpg: expected a name that ends in .png or .svg. Change the name.", error.getMessage());
    assertThrows(ReportException.class, () -> new Figure(0, 1));
    assertThrows(ReportException.class, () -> new Figure(Double.NaN, 1));
  }
}
