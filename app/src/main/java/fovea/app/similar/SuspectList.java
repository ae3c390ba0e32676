package fovea.app.similar;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.similar.LikePair;
import fovea.similar.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Suspects of an index, for people, programs and a page.
 *
 * @param pictures of the index
 * @param seconds those that pairs have as their second ones: of the index too, or of another
 */
record SuspectList(
    IndexedPictures pictures, IndexedPictures seconds, List<Suspect> labels, List<LikePair> pairs) {
  private static final int SHOWN_NEIGHBORS = 3;

  private static final Table LABELS =
      Table.of(
          Column.text("class"),
          Column.text("looks like"),
          Column.number("support"),
          Column.text("picture"));

  private static final Table PAIRS =
      Table.of(
          Column.number("similarity"),
          Column.number("distance"),
          Column.text("picture"),
          Column.text("and"));

  void print(Session session, boolean leaks) {
    if (!leaks) {
      session.result(
          labels.isEmpty()
              ? "no picture whose neighbors have another class"
              : LABELS.render(labels.stream().map(this::row).toList()));
      session.result("");
    }
    session.result(PAIRS.render(pairs.stream().map(this::row).toList()));
  }

  private List<String> row(Suspect suspect) {
    return List.of(
        suspect.label(),
        suspect.suggested(),
        Quantity.percent(suspect.support()),
        pictures.name(suspect.number()));
  }

  private List<String> row(LikePair pair) {
    return List.of(
        similarity(pair.similarity()),
        Quantity.percent(pair.ratio()),
        pictures.name(pair.first()),
        seconds.name(pair.second()));
  }

  private static String similarity(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  JsonObject json() {
    List<JsonValue> wrong = new ArrayList<>();
    for (Suspect suspect : labels) {
      wrong.add(
          JsonObject.empty()
              .with("picture", pictures.name(suspect.number()))
              .with("class", suspect.label())
              .with("suggested", suspect.suggested())
              .with("support", suspect.support()));
    }
    List<JsonValue> same = new ArrayList<>();
    for (LikePair pair : pairs) {
      same.add(
          JsonObject.empty()
              .with("first", pictures.name(pair.first()))
              .with("second", seconds.name(pair.second()))
              .with("similarity", pair.similarity())
              .with("ratio", pair.ratio()));
    }
    return JsonObject.empty()
        .with("labels", new JsonArray(wrong))
        .with("pairs", new JsonArray(same));
  }

  Page page(String lead, boolean leaks) {
    List<Section> sections = new ArrayList<>();
    if (!labels.isEmpty()) {
      sections.add(
          new Section(
              "Classes that may be wrong",
              labels.stream().flatMap(suspect -> blocks(suspect).stream()).toList()));
    }
    sections.add(
        new Section(
            leaks ? "The same in both indexes" : "Nearly the same",
            pairs.stream().<Block>map(this::grid).toList()));
    return new Page("Suspects", lead + ". The most suspicious come first.", sections);
  }

  private List<Block> blocks(Suspect suspect) {
    List<Block.Thumbnail> shown =
        new ArrayList<>(
            pictures.thumbnail(
                suspect.number(), suspect.label() + ", " + pictures.name(suspect.number())));
    suspect.neighbors().stream()
        .limit(SHOWN_NEIGHBORS)
        .forEach(
            neighbor ->
                shown.addAll(
                    pictures.thumbnail(
                        neighbor.number(),
                        "neighbor: "
                            + pictures.label(neighbor.number())
                            + ", "
                            + similarity(neighbor.similarity()))));
    return List.of(
        new Block.Paragraph(
            "%s, looks like %s: %s of its neighbors speak for its class"
                .formatted(
                    suspect.label(), suspect.suggested(), Quantity.percent(suspect.support()))),
        new Block.PictureGrid(shown));
  }

  private Block grid(LikePair pair) {
    String first = similarity(pair.similarity()) + ", " + pictures.name(pair.first());
    return new Block.PictureGrid(
        Stream.of(
                pictures.thumbnail(pair.first(), first),
                seconds.thumbnail(pair.second(), seconds.name(pair.second())))
            .flatMap(List::stream)
            .toList());
  }
}
