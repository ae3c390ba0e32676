package fovea.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.figure.Figure;
import fovea.report.figure.Point;
import fovea.report.picture.Bitmap;
import fovea.report.picture.ReportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page is written as XML as well, so that a strict parser can read it here. */
class PageTest {
  private static final String HOSTILE =
      "<script>alert('1')</script>\"><img src=x onerror=a()>& \u202E\u0007 שלום </style> ${x}";

  private static final String SHOWN =
      "<script>alert('1')</script>\"><img src=x onerror=a()>&   שלום </style> ${x}";

  private static final Figure FIGURE = Figure.of(Bitmap.of(3, 2, (x, y) -> x + y));

  private static Page page(String text) {
    var thumbnail = new Block.Thumbnail(FIGURE, text);
    var table =
        new Block.Table(
            text,
            List.of(text, "share", "time"),
            List.of(List.of(text, "0.5", "-"), List.of("b", "−1.5e-3 %", "1,200 ms")));
    return new Page(
        text,
        text,
        new Section(text, new Block.Paragraph(text), new Block.FigureBlock(FIGURE, text, text)),
        new Section("two", table, new Block.PictureGrid(List.of(thumbnail, thumbnail))),
        new Section(
            "three",
            new Block.CommandLine(text + "\n  second line"),
            new Block.Details(text, List.of(new Block.Paragraph(text))),
            new Block.KeyValues(List.of(Map.entry(text, text)))));
  }

  @Test
  void hostileTextIsShownAsItIs() throws Exception {
    Document html = parsed(page(HOSTILE).html());
    assertEquals(List.of(), texts(html, "script"));
    assertEquals(List.of(), texts(html, "img"));
    assertEquals(1, texts(html, "style").size());
    for (String tag : List.of("title", "h1", "h2", "p", "figcaption", "caption", "summary", "dd")) {
      assertEquals(SHOWN, texts(html, tag).getFirst(), tag);
    }
    assertEquals(SHOWN + "\n  second line", texts(html, "code").getFirst());
    assertEquals(SHOWN, elements(html, "div").getFirst().getAttribute("aria-label"));
  }

  @Test
  void nothingComesFromElsewhere() throws Exception {
    String html = page("text").html();
    String without = html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "");
    assertFalse(without.contains("http") || without.contains("//"), "a link to elsewhere");
    assertFalse(html.contains("@import") || html.contains("url("), "a file of its own");
    for (Element link : elements(parsed(html), "a")) {
      assertTrue(link.getAttribute("href").startsWith("#"));
    }
    assertTrue(html.contains("default-src 'none'"));
  }

  @Test
  void picturesOnAMapLieWhereTheyAreSaid() throws Exception {
    var spot = new Block.Spot(new Point(1.5, 1), 0x0072B2, new Block.Thumbnail(FIGURE, HOSTILE));
    var map = new Block.PictureMap(FIGURE, "the map", List.of(spot, spot));
    Document html = parsed(new Page("title", "", new Section("map", map)).html());
    List<Element> figures = elements(html, "figure");
    assertEquals(2, figures.size());
    assertEquals(
        "--x:50.00%;--y:50.00%;border-color:#0072b2",
        figures.getFirst().getAttribute("style").toLowerCase(Locale.ROOT));
    assertEquals("0", figures.getFirst().getAttribute("tabindex"));
    assertEquals(SHOWN, texts(html, "figcaption").getFirst());
    for (Element svg : elements(html, "svg")) {
      assertEquals("img", ((Element) svg.getParentNode()).getAttribute("role"));
    }
  }

  @Test
  void everyLinkLeadsSomewhereAndEveryPictureHasAText() throws Exception {
    Document html = parsed(page("text").html());
    var ids = new ArrayList<String>();
    for (Element element : elements(html, "*")) {
      ids.add(element.getAttribute("id"));
    }
    for (Element link : elements(html, "a")) {
      assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
    }
    assertEquals(4, elements(html, "a").size(), "three sections and the content");
    for (Element svg : elements(html, "svg")) {
      var parent = (Element) svg.getParentNode();
      assertEquals("img", parent.getAttribute("role"));
      assertEquals("text", parent.getAttribute("aria-label"));
      // What may be wider than the screen is reached and scrolled by keyboard, thumbnails are not.
      var grid = (Element) parent.getParentNode().getParentNode();
      String stop = grid.getAttribute("class").startsWith("grid") ? "" : "0";
      assertEquals(stop, parent.getAttribute("tabindex"));
    }
    assertEquals(3, elements(html, "svg").size());
  }

  @Test
  void columnsOfNumbersStandRight() throws Exception {
    Document html = parsed(page("text").html());
    List<String> classes =
        elements(html, "th").stream().limit(3).map(th -> th.getAttribute("class")).toList();
    assertEquals(List.of("", "number", "number"), classes);
  }

  @Test
  void emptyPartsLeaveNothing() throws Exception {
    var figure = new Block.FigureBlock(FIGURE, "alt", "");
    Document html = parsed(new Page("title", "", new Section("one", figure)).html());
    for (String tag : List.of("p", "nav", "figcaption")) {
      assertEquals(List.of(), texts(html, tag), tag);
    }
  }

  @Test
  void theSamePageGivesTheSameFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/index.html");
    page("text").save(file);
    assertEquals(page("text").html(), Files.readString(file));
    assertThrows(ReportException.class, () -> page("text").save(folder.resolve("a.txt")));
    assertThrows(
        ReportException.class,
        () -> new Block.Table("t", List.of("a"), List.of(List.of("1", "2"))));
  }

  private static Document parsed(String html) throws Exception {
    var bytes = new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
  }

  private static List<Element> elements(Document html, String tag) {
    var found = html.getElementsByTagName(tag);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document html, String tag) {
    return elements(html, tag).stream().map(Element::getTextContent).toList();
  }
}
