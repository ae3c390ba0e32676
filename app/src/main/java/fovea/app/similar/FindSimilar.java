package fovea.app.similar;

import fovea.app.console.Column;
import fovea.app.console.ControlText;
import fovea.app.console.Table;
import fovea.app.network.WeightOptions;
import fovea.app.option.NumberReaders;
import fovea.app.result.PhotoThumbnail;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.result.ResultOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.error.UserException;
import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.similar.Embedder;
import fovea.similar.Neighbor;
import fovea.similar.PictureIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the pictures of an index that are most similar to others. */
@Command(
    name = "similar",
    description = {
      "Finds the pictures of an index that are most similar to a picture by what the model of the"
          + " index makes of it: what it has learned from that looks like this. Shows them on a"
          + " page in a new folder.",
    })
public final class FindSimilar implements Verb {

  private static final Table TABLE =
      Table.of(
          Column.number("similarity"), Column.text("class"), Column.text("picture of the index"));

  @Parameters(
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF, BMP, WebP, TIFF or ICO files of any size.")
  private List<Path> pictures = List.of();

  @Option(
      names = "--index",
      required = true,
      paramLabel = "FILE",
      description = "The index, as ./fovea index makes it.")
  private Path file = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Where the model of the index is now (default: where it was).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "How many pictures (default: 6).")
  private int count = 6;

  @Mixin private ResultOptions results;

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  /** A picture and those that are similar to it. */
  private record Answer(Path file, Picture picture, List<Neighbor> neighbors) {}

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    results.check();
    ResultFolder folder =
        results.folder(
            "similar-"
                + (pictures.size() == 1
                    ? ResultNames.stem(pictures.getFirst())
                    : ResultNames.stem(file)));
    PictureIndex index = PictureIndex.open(file);
    session.startEngine();
    Model loaded = weights.load(session, model.orElse(index.card().model()));
    Embedder embedder = Embedder.of(loaded, index.card().layer());
    index.card().require(embedder, file.toString());
    session.sayDevice();
    session.say("index: " + index);
    IndexedPictures indexed = IndexedPictures.of(session, index);
    List<Answer> answers = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        Answer answer = answer(embedder, index, indexed, picture);
        session.result(text(index, indexed, answer));
        answers.add(answer);
      } catch (UserException e) {
        session.report(e);
      }
    }
    JsonObject json =
        JsonObject.empty()
            .with("layer", index.card().layer().toString())
            .with(
                "pictures",
                new JsonArray(
                    answers.stream()
                        .<JsonValue>map(answer -> json(index, indexed, answer))
                        .toList()));
    if (answers.isEmpty()) {
      return weights.addTo(json);
    }
    Path page = folder.file("index.html");
    page(index, indexed, answers).save(page);
    indexed.missing().forEach(session::say);
    session.result(page.toString());
    return weights.addTo(json.with("page", page.toString()));
  }

  /** The picture itself, where it is in the index, is no answer. */
  private Answer answer(Embedder embedder, PictureIndex index, IndexedPictures indexed, Path file) {
    Picture picture = PictureFile.read(file);
    try {
      List<Neighbor> neighbors =
          index.nearest(embedder.of(picture), count + 1).stream()
              .filter(neighbor -> !indexed.isFile(neighbor.number(), file))
              .limit(count)
              .toList();
      return new Answer(file, picture, neighbors);
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  private static String text(PictureIndex index, IndexedPictures indexed, Answer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Neighbor neighbor : answer.neighbors()) {
      rows.add(
          List.of(
              similarity(neighbor),
              index.label(neighbor.number()).orElse(""),
              indexed.name(neighbor.number())));
    }
    return ControlText.line(answer.file().toString()) + "\n" + TABLE.render(rows);
  }

  private static String similarity(Neighbor neighbor) {
    return String.format(Locale.ROOT, "%.3f", neighbor.similarity());
  }

  private static JsonObject json(PictureIndex index, IndexedPictures indexed, Answer answer) {
    List<JsonValue> neighbors = new ArrayList<>();
    for (Neighbor neighbor : answer.neighbors()) {
      neighbors.add(
          JsonObject.empty()
              .with("number", neighbor.number())
              .with("picture", indexed.name(neighbor.number()))
              .with(
                  "class",
                  index
                      .label(neighbor.number())
                      .<JsonValue>map(JsonString::new)
                      .orElseGet(JsonNull::new))
              .with("similarity", neighbor.similarity()));
    }
    return JsonObject.empty()
        .with("file", answer.file().toString())
        .with("neighbors", new JsonArray(neighbors));
  }

  private static Page page(PictureIndex index, IndexedPictures indexed, List<Answer> answers) {
    List<Section> sections = new ArrayList<>();
    for (Answer answer : answers) {
      List<Block.Thumbnail> near = new ArrayList<>();
      for (Neighbor neighbor : answer.neighbors()) {
        String label = index.label(neighbor.number()).map(text -> text + ", ").orElse("");
        near.addAll(
            indexed.thumbnail(
                neighbor.number(),
                label + similarity(neighbor) + ", " + indexed.name(neighbor.number())));
      }
      sections.add(
          new Section(
              ResultNames.stem(answer.file()),
              new Block.PictureGrid(
                  List.of(PhotoThumbnail.of(answer.picture(), answer.file().toString()))),
              new Block.Paragraph("The most similar pictures of the index:"),
              new Block.PictureGrid(near)));
    }
    return new Page(
        "Similar pictures",
        index
            + ". The number behind a class is the cosine of the angle between the vectors: 1 for"
            + " the same direction, 0 for nothing in common.",
        sections);
  }
}
