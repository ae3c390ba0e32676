package fovea.app.explain;

import fovea.app.console.Quantity;
import fovea.app.explain.result.PictureCase;
import fovea.explain.show.Bitmaps;
import fovea.hub.Model;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All results on one sheet, small. */
final class ContactSheet {
  private static final double WIDTH = 240;
  private static final int COLUMNS = 4;

  private ContactSheet() {}

  static Figure of(Model model, List<ExplainResults.Section> sections) {
    List<Figure> tiles = new ArrayList<>();
    for (ExplainResults.Section section : sections) {
      section.picture().ifPresent(picture -> tiles.add(photo(picture)));
      section.entries().forEach(entry -> tiles.add(tile(entry.finding())));
    }
    int columns = Math.min(COLUMNS, tiles.size());
    return Figures.sheet(model.source(), "", columns, tiles);
  }

  private static Figure photo(PictureCase picture) {
    String target =
        picture
            .target()
            .map(
                asked ->
                    ": "
                        + asked.name()
                        + " "
                        + Quantity.share(picture.picture().probability(asked)))
            .orElse("");
    return fitted(Figure.of(Bitmaps.of(picture.picture().shown())), picture.stem() + target);
  }

  private static Figure tile(Finding finding) {
    return fitted(
        finding.details().tile().map(Supplier::get).orElse(finding.figure()), finding.file());
  }

  private static Figure fitted(Figure figure, String caption) {
    return Figures.captioned(scaled(figure), caption);
  }

  private static Figure scaled(Figure figure) {
    double scale = WIDTH / figure.width();
    return new Figure(
        WIDTH, figure.height() * scale, new Mark.Inset(new Point(0, 0), scale, figure));
  }
}
