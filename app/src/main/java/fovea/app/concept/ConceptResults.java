package fovea.app.concept;

import fovea.app.console.Column;
import fovea.app.console.ControlText;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.result.PhotoThumbnail;
import fovea.concept.ClassPictures;
import fovea.concept.ConceptFindings;
import fovea.concept.ConceptPictures;
import fovea.concept.ConceptScore;
import fovea.data.pixels.DataException;
import fovea.explain.source.PictureSource;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.report.chart.BarChart;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a test of concepts has found, on the terminal, as JSON and on a page. */
record ConceptResults(ConceptFindings found, ConceptPictures pictures) {
  private static final int SHOWN = 8;
  private static final double CHART_WIDTH = 640;

  private static final List<String> HEADER =
      List.of("concept", "layer", "class", "score", "random", "p", "accuracy");

  private static final Table TABLE =
      Table.of(
          Column.text("concept"),
          Column.text("layer"),
          Column.text("class"),
          Column.number("score"),
          Column.number("random"),
          Column.number("p"),
          Column.number("accuracy"));

  String summary() {
    return ("%s vectors of each concept, each from %s pictures of it and %s random ones;"
            + " significant below p = %s")
        .formatted(
            Quantity.count(found.trials()),
            Quantity.count(found.pictures()),
            Quantity.count(found.pictures()),
            Quantity.rounded(found.scores().getFirst().level()));
  }

  String table() {
    return TABLE.render(found.scores().stream().map(ConceptResults::row).toList());
  }

  private static List<String> row(ConceptScore score) {
    return List.of(
        score.concept(),
        score.layer(),
        score.label(),
        share(score.mean(), score.deviation()),
        share(score.randomMean(), score.randomDeviation()),
        Quantity.rounded(score.p()),
        Quantity.share(score.accuracy()));
  }

  private static String share(double mean, double deviation) {
    return String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
  }

  /** A line for each score. */
  List<String> verdicts() {
    return found.scores().stream()
        .map(score -> ControlText.line(score.layer() + ": " + score.verdict()))
        .toList();
  }

  JsonObject json() {
    List<JsonValue> scores = new ArrayList<>();
    for (ConceptScore score : found.scores()) {
      scores.add(
          JsonObject.empty()
              .with("concept", score.concept())
              .with("layer", score.layer())
              .with("class", score.label())
              .with("score", score.mean())
              .with("deviation", score.deviation())
              .with("random_score", score.randomMean())
              .with("random_deviation", score.randomDeviation())
              .with("scores", numbers(score.scores()))
              .with("random_scores", numbers(score.random()))
              .with("p", score.p())
              .with("level", score.level())
              .with("significant", score.isSignificant())
              .with("accuracy", score.accuracy())
              .with("verdict", score.verdict()));
    }
    return JsonObject.empty()
        .with("trials", found.trials())
        .with("pictures", found.pictures())
        .with("skipped", found.skipped().size())
        .with("scores", new JsonArray(scores));
  }

  private static JsonArray numbers(List<Double> numbers) {
    return new JsonArray(
        numbers.stream().<JsonValue>map(number -> JsonNumber.orNull(number)).toList());
  }

  Page page(String model, String command) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Scores",
            new Block.FigureBlock(
                chart().figure(),
                "Bars of the scores",
                "Share of the class's pictures whose score rises towards the concept: mean of all"
                    + " vectors. Marked bars differ from random pictures."),
            new Block.Table(
                "Mean and standard deviation of the scores",
                HEADER,
                found.scores().stream().map(ConceptResults::row).toList()),
            new Block.Paragraph(String.join(". ", verdicts()) + ".")));
    for (PictureSource concept : pictures.concepts()) {
      sections.add(
          new Section(
              "Concept " + concept.name(),
              examples(concept, IntStream.range(0, concept.size()).boxed().toList())));
    }
    sections.add(
        new Section(
            "Random pictures",
            examples(
                pictures.random(), IntStream.range(0, pictures.random().size()).boxed().toList())));
    for (ClassPictures each : pictures.classes()) {
      sections.add(
          new Section("Class " + each.target().name(), examples(each.pictures(), each.rows())));
    }
    sections.add(new Section("The same again", new Block.CommandLine(command)));
    return new Page("Concepts", model + ". " + summary() + ".", sections);
  }

  private BarChart chart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (ConceptScore score : found.scores()) {
      String label = "%s, %s, %s".formatted(score.concept(), score.layer(), score.label());
      boolean isMarked = score.isSeen() && score.isSignificant();
      bars.add(
          new BarChart.Bar(label, score.mean(), share(score.mean(), score.deviation()), isMarked));
      bars.add(
          new BarChart.Bar(
              "random pictures",
              score.randomMean(),
              share(score.randomMean(), score.randomDeviation())));
    }
    return new BarChart(bars).most(1).width(CHART_WIDTH);
  }

  /** The first few that can be read, as the network sees them. */
  private static Block examples(PictureSource source, List<Integer> rows) {
    List<Block.Thumbnail> shown = new ArrayList<>();
    for (int row : rows) {
      if (shown.size() == SHOWN) {
        break;
      }
      try {
        shown.add(PhotoThumbnail.of(source.picture(row), source.pictureName(row)));
      } catch (DataException _) {
        // It was named among those that were skipped.
      }
    }
    return new Block.PictureGrid(shown);
  }
}
