package fovea.app.similar;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.option.NumberReaders;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.similar.IndexBuilder;
import fovea.similar.LikePair;
import fovea.similar.PictureIndex;
import fovea.similar.Suspect;
import fovea.similar.Suspects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what is suspicious in an index. */
@Command(
    name = "suspects",
    description = {
      "Lists what is suspicious in an index, the most suspicious first: pictures whose class may be"
          + " wrong, since those most similar to them have another one, and pictures that are"
          + " nearly the same. With --against, pictures of the index that are nearly the same as"
          + " some of another, such as test pictures that were learned from.",
    })
public final class FindSuspects implements Verb {
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

  @Parameters(paramLabel = "INDEX", description = "The index, as ./fovea index makes it.")
  private Path file = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "INDEX",
      description = "Another index by the same model and layer, to look for the same pictures in.")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "How long the lists are at most (default: 60).")
  private int count = 60;

  @Mixin private ResultOptions results;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    results.check();
    ResultFolder folder = results.folder("suspects-" + ResultNames.stem(file));
    PictureIndex index = PictureIndex.open(file);
    Optional<PictureIndex> other = against.map(PictureIndex::open);
    session.startEngine();
    session.sayDevice();
    IndexedPictures pictures = IndexedPictures.of(session, index);
    List<Suspect> labels = List.of();
    List<LikePair> pairs;
    IndexedPictures seconds = pictures;
    if (other.isPresent()) {
      seconds = IndexedPictures.of(session, other.get());
      pairs = watched(session, index, bar -> Suspects.leaks(index, other.get(), bar));
    } else {
      Suspects found = watched(session, index, bar -> Suspects.of(index, bar));
      labels = first(found.labels());
      pairs = found.pairs();
    }
    var page = new Found(pictures, seconds, labels, first(pairs));
    page.print(session, other.isPresent());
    Path written = folder.file("index.html");
    page.page(index.toString(), other.isPresent()).save(written);
    pictures.missing().forEach(session::say);
    session.result(written.toString());
    return page.json().with("page", written.toString());
  }

  private <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private static <T> T watched(
      Session session, PictureIndex index, Function<IndexBuilder.Progress, T> search) {
    var work =
        new ProgressBar.Work(
            "search", index.size(), new ProgressBar.Items(index.size(), "pictures"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return search.apply((done, _) -> bar.at(done, ""));
    }
  }

  /** What is shown. */
  private record Found(
      IndexedPictures pictures,
      IndexedPictures seconds,
      List<Suspect> labels,
      List<LikePair> pairs) {

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
              pairs.stream()
                  .<Block>map(
                      pair ->
                          new Block.PictureGrid(
                              List.copyOf(
                                  joined(
                                      pictures.thumbnail(
                                          pair.first(),
                                          similarity(pair.similarity())
                                              + ", "
                                              + pictures.name(pair.first())),
                                      seconds.thumbnail(
                                          pair.second(), seconds.name(pair.second()))))))
                  .toList()));
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

    private static List<Block.Thumbnail> joined(
        List<Block.Thumbnail> some, List<Block.Thumbnail> more) {
      List<Block.Thumbnail> all = new ArrayList<>(some);
      all.addAll(more);
      return all;
    }
  }
}
