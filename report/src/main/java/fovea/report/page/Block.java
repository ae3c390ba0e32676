package fovea.report.page;

import fovea.report.figure.Figure;
import fovea.report.figure.Point;
import fovea.report.picture.ReportException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One thing that a page says or shows. Texts are plain: whatever they hold is shown as it is. */
public sealed interface Block {

  /** Some sentences. */
  record Paragraph(String text) implements Block {}

  /**
   * A drawing.
   *
   * @param alt what it shows, for those who do not see it
   * @param caption what is written below it; may be empty
   */
  record FigureBlock(Figure figure, String alt, String caption) implements Block {}

  /**
   * Rows and columns. Columns of numbers stand right.
   *
   * @param caption what it is about
   * @param header what each column holds
   */
  record Table(String caption, List<String> header, List<List<String>> rows) implements Block {

    /**
     * Copies the lists.
     *
     * @throws ReportException if a row has more or fewer cells than the header
     */
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new ReportException(
              "table " + caption,
              String.format(
                  Locale.ROOT,
                  "expected %d cells in each row, found %d",
                  header.size(),
                  row.size()),
              "Give a cell for each column");
        }
      }
    }
  }

  /** Small pictures, as many side by side as there is room for. */
  record PictureGrid(List<Thumbnail> thumbnails) implements Block {

    /** Copies the list. */
    public PictureGrid {
      thumbnails = List.copyOf(thumbnails);
    }
  }

  /**
   * A small picture.
   *
   * @param alt what it shows, for those who do not see it
   * @param caption what is written below it; may be empty
   */
  record Thumbnail(Figure figure, String alt, String caption) {

    /** With a caption that says what it shows. */
    public Thumbnail(Figure figure, String caption) {
      this(figure, caption, caption);
    }
  }

  /**
   * What to type.
   *
   * @param text one line or several
   */
  record CommandLine(String text) implements Block {}

  /**
   * What is folded until the reader opens it.
   *
   * @param summary what is seen of it
   */
  record Details(String summary, List<Block> blocks) implements Block {

    /** Copies the list. */
    public Details {
      blocks = List.copyOf(blocks);
    }
  }

  /** Names, each with what it stands for. */
  record KeyValues(List<Map.Entry<String, String>> entries) implements Block {

    /** Copies the list. */
    public KeyValues {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Small pictures at places of a drawing; one that is pointed at, or reached by keyboard, grows
   * and shows its caption.
   *
   * @param alt what the drawing shows, for those who do not see it
   * @param spots later ones cover earlier ones
   */
  record PictureMap(Figure figure, String alt, List<Spot> spots) implements Block {

    /** Copies the list. */
    public PictureMap {
      spots = List.copyOf(spots);
    }
  }

  /**
   * A picture at a place.
   *
   * @param at its center, in units of the drawing
   * @param color of its edge, {@code 0xRRGGBB}
   */
  record Spot(Point at, int color, Thumbnail thumbnail) {}
}
