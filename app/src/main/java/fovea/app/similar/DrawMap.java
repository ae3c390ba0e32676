package fovea.app.similar;

import fovea.app.console.Quantity;
import fovea.app.explain.result.StepBar;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.report.figure.Figure;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.report.picture.ReportFile;
import fovea.similar.PictureIndex;
import fovea.similar.map.EmbeddingMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Draws the pictures of an index as a map. */
@Command(
    name = "map",
    description = {
      "Draws the pictures of an index as a map, along the two directions in which their vectors"
          + " differ the most, as a page and as an SVG file in a new folder.",
    })
public final class DrawMap implements Verb {

  @Parameters(paramLabel = "INDEX", description = "The index, as ./fovea index makes it.")
  private Path file = Path.of("");

  @Mixin private ResultOptions results;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    results.check();
    ResultFolder folder = results.folder("map-" + ResultNames.stem(file));
    PictureIndex index = PictureIndex.open(file);
    IndexedPictures pictures = IndexedPictures.of(session, index);
    EmbeddingMap map = laidOut(session, index);
    var drawing = new MapDrawing(map, pictures);
    Figure dots = drawing.dots();
    List<Block.Spot> spots = drawing.spots();
    Path svg = folder.file("map.svg");
    ReportFile.write(svg, MapDrawing.drawing(dots, spots).smallSvg());
    Path page = folder.file("index.html");
    page(index, map, dots, spots).save(page);
    pictures.missing().forEach(session::say);
    session.result(sentence(map));
    session.result(svg.toString());
    session.result(page.toString());
    JsonObject classes = JsonObject.empty();
    for (var each : drawing.counts().entrySet()) {
      classes = classes.with(each.getKey(), each.getValue());
    }
    return JsonObject.empty()
        .with("pictures", index.size())
        .with("shown", spots.size())
        .with("classes", classes)
        .with("variance", map.share())
        .with("neighbors", map.neighbors())
        .with("kept", map.kept())
        .with("svg", svg.toString())
        .with("page", page.toString());
  }

  private static EmbeddingMap laidOut(Session session, PictureIndex index) {
    try (var bar = new StepBar(session, "map", "pictures")) {
      return bar.hear(() -> EmbeddingMap.of(index));
    }
  }

  private static String sentence(EmbeddingMap map) {
    double chance = (double) map.neighbors() / (map.places().size() - 1);
    return String.format(
        Locale.ROOT,
        "the map shows %s of the variance; of the %d nearest pictures of a picture it keeps %.1f"
            + " near (%.1f by chance)",
        Quantity.percent(map.share()),
        map.neighbors(),
        map.kept() * map.neighbors(),
        chance * map.neighbors());
  }

  private static Page page(
      PictureIndex index, EmbeddingMap map, Figure dots, List<Block.Spot> spots) {
    return new Page(
        "Map of pictures",
        index + ". Point at a picture, tap it, or reach it by the tab key, to see it larger.",
        new Section(
            "Map",
            new Block.PictureMap(dots, "a dot for each picture, in the color of its class", spots),
            new Block.Paragraph(
                "Both axes are principal components, in one scale: "
                    + sentence(map)
                    + ". Heaps that lie apart are different; what lies side by side may differ in"
                    + " what a plane cannot show. Dots are pictures for which there is no room.")));
  }
}
