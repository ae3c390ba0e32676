package fovea.app.explain;

import fovea.app.explain.result.NpyFile;
import fovea.app.explain.result.PictureCase;
import fovea.app.result.ResultFolder;
import fovea.app.session.Session;
import fovea.explain.attribution.Attributions.Measure;
import fovea.format.AtomicFile;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.Prediction;
import fovea.report.figure.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found: written to files at once, and told of at the end. */
final class ExplainResults {
  private static final int TOP = 5;

  /** Pixels for a unit: letters are smooth, and files half as large as with two. */
  private static final double SCALE = 1.5;

  private final Session session;
  private final ExplainRequest request;
  private final Model model;
  private final ResultFolder folder;
  private final List<Section> sections = new ArrayList<>();

  ExplainResults(Session session, ExplainRequest request, Model model, ResultFolder folder) {
    this.session = session;
    this.request = request;
    this.model = model;
    this.folder = folder;
  }

  /**
   * What was found in a picture, or in the network itself.
   *
   * @param picture that was looked at; none for the network
   * @param entries in the order in which they were found
   */
  record Section(Optional<PictureCase> picture, List<Entry> entries) {}

  /**
   * A finding in its file.
   *
   * @param page file of a page of its own
   * @param values file of the numbers of its map, if they were asked for
   */
  record Entry(Finding finding, Path file, Optional<Path> page, Optional<Path> values) {}

  /** Begins with a picture. */
  void begin(PictureCase picture) {
    sections.add(new Section(Optional.of(picture), new ArrayList<>()));
  }

  /** Adds what was found in the picture that was begun with last. */
  void add(PictureCase picture, Finding finding) {
    sections.getLast().entries().add(write(picture.stem() + "-" + finding.file(), finding));
  }

  /** Adds what was found without a picture. */
  void add(List<Finding> findings) {
    List<Entry> entries = findings.stream().map(finding -> write(finding.file(), finding)).toList();
    sections.add(new Section(Optional.empty(), entries));
  }

  private Entry write(String name, Finding finding) {
    Path file = folder.file(name + ".png");
    save(finding.figure(), file);
    session.result(file.toString());
    finding.details().table().ifPresent(table -> write(folder.file(name + ".csv"), table));
    Optional<Path> page = finding.details().page().map(this::write);
    Optional<Path> values =
        finding
            .details()
            .map()
            .filter(_ -> request.material().written().values())
            .map(
                map -> {
                  Path numbers = folder.file(name + ".npy");
                  NpyFile.write(numbers, map);
                  session.result(numbers.toString());
                  return numbers;
                });
    return new Entry(finding, file, page, values);
  }

  private static void save(Figure figure, Path file) {
    figure.bitmap(SCALE).save(file);
  }

  private Path write(Finding.Document document) {
    Path file = folder.file(document.file() + ".html");
    document.page().get().save(file);
    session.result(file.toString());
    return file;
  }

  private void write(Path file, String text) {
    AtomicFile.write(file, text);
    session.result(file.toString());
  }

  /** Writes a contact sheet of several results, and the page of all. */
  JsonObject finish() {
    JsonObject json =
        JsonObject.empty()
            .with("model", model.source())
            .with("pictures", new JsonArray(json(true)))
            .with("network", new JsonArray(json(false)));
    long results = sections.stream().mapToLong(section -> section.entries().size()).sum();
    if (results > 1) {
      Path sheet = folder.file("contact-sheet.png");
      save(ContactSheet.of(model, sections), sheet);
      session.result(sheet.toString());
      json = json.with("contact_sheet", sheet.toString());
    }
    if (results > 0) {
      Path page = folder.file("index.html");
      new ExplainPage(model, request, sections).page().save(page);
      session.result(page.toString());
      json = json.with("page", page.toString());
    }
    return json.with("settings", model.settings().toJson());
  }

  private List<JsonValue> json(boolean ofPictures) {
    return sections.stream()
        .filter(section -> section.picture().isPresent() == ofPictures)
        .<JsonValue>map(ExplainResults::json)
        .toList();
  }

  private static JsonObject json(Section section) {
    JsonObject json = section.picture().map(ExplainResults::json).orElseGet(JsonObject::empty);
    List<JsonValue> results =
        section.entries().stream().<JsonValue>map(ExplainResults::json).toList();
    return json.with("results", new JsonArray(results));
  }

  private static JsonObject json(PictureCase picture) {
    JsonObject json = JsonObject.empty().with("file", picture.picture().name());
    List<JsonValue> top = new ArrayList<>();
    for (Prediction prediction : picture.picture().predictions().predictions()) {
      if (top.size() < TOP) {
        top.add(
            JsonObject.empty()
                .with("class", prediction.name())
                .with("probability", prediction.probability()));
      }
    }
    return picture
        .target()
        .map(
            target ->
                json.with("class", target.name())
                    .with("probability", picture.picture().probability(target))
                    .with("top", new JsonArray(top)))
        .orElse(json);
  }

  private static JsonObject json(Entry entry) {
    Finding finding = entry.finding();
    JsonObject measures = JsonObject.empty();
    for (Measure measure : finding.details().measures()) {
      measures =
          measures.with(measure.name().replace(' ', '_'), JsonNumber.orNull(measure.value()));
    }
    JsonObject json =
        JsonObject.empty().with("method", finding.method()).with("file", entry.file().toString());
    json =
        finding.details().layer().isPresent()
            ? json.with("layer", finding.details().layer().get().name())
            : json;
    json =
        json.with("measures", measures)
            .with("notes", JsonArray.ofStrings(finding.details().notes()));
    json = entry.page().isPresent() ? json.with("page", entry.page().get().toString()) : json;
    return entry.values().isPresent() ? json.with("values", entry.values().get().toString()) : json;
  }
}
