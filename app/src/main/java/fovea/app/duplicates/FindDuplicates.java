package fovea.app.duplicates;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.duplicates.FoundGroup.Harm;
import fovea.app.result.ResultFolder;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.data.duplicate.PhotoDuplicates;
import fovea.data.photo.PhotoFiles;
import fovea.data.photo.SkippedFile;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds photos that show the same. */
@Command(
    name = "duplicates",
    description = {
      "Finds photos that show the same: copies, and copies that were re-encoded, scaled or cut at"
          + " the edges. Those in two classes come first, where one label is wrong, then those in"
          + " two parts, such as training and validation photos.",
    })
public final class FindDuplicates implements Verb {

  private static final Table TABLE =
      Table.of(
          Column.number("group"),
          Column.text("found in"),
          Column.number("likeness"),
          Column.text("how"),
          Column.text("photo"));

  @Parameters(
      arity = "1..*",
      paramLabel = "FOLDER",
      description = "Folders of photos, those within them included; sub-folders are classes.")
  private List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "New folder for a page that shows the photos side by side.")
  private Optional<Path> out = Optional.empty();

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    Optional<ResultFolder> results = out.map(folder -> ResultFolder.chosen(folder, false));
    PhotoDuplicates found = find(session, distinct(PhotoFiles.below(folders.toArray(Path[]::new))));
    SkippedFile.summary(found.skipped()).forEach(session::say);
    List<FoundGroup> groups = groups(found);
    if (!groups.isEmpty()) {
      session.result(TABLE.render(rows(groups)));
    }
    session.say(summary(found, groups));
    JsonObject json =
        JsonObject.empty()
            .with("photos", found.files().size())
            .with("skipped", found.skipped().size())
            .with(
                "groups", new JsonArray(groups.stream().<JsonValue>map(FoundGroup::json).toList()));
    if (results.isEmpty() || groups.isEmpty()) {
      return json;
    }
    Path page = results.get().file("duplicates.html");
    DuplicatePage.of(summary(found, groups), groups).save(page);
    session.result(page.toString());
    return json.with("page", page.toString());
  }

  /** A file that lies in two of the folders is one. */
  private static PhotoFiles distinct(PhotoFiles photos) {
    Map<Path, Path> files = new LinkedHashMap<>();
    photos.files().forEach(file -> files.putIfAbsent(file.toAbsolutePath().normalize(), file));
    return new PhotoFiles(photos.name(), List.copyOf(files.values()), photos.skipped());
  }

  private static PhotoDuplicates find(Session session, PhotoFiles photos) {
    int count = photos.files().size();
    var work = new ProgressBar.Work("photos", count, new ProgressBar.Items(count, "photos"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return PhotoDuplicates.of(photos, (done, _) -> bar.at(done, ""));
    }
  }

  private List<FoundGroup> groups(PhotoDuplicates found) {
    var places = PhotoPlace.Folders.of(folders);
    return found.groups().stream()
        .map(
            group -> {
              List<Path> files = found.files(group);
              return new FoundGroup(
                  files,
                  files.stream().map(places::place).toList(),
                  group.kind(),
                  group.likeness());
            })
        .sorted(Comparator.comparing(FoundGroup::harm))
        .toList();
  }

  private static List<List<String>> rows(List<FoundGroup> groups) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      FoundGroup group = groups.get(i);
      rows.add(
          List.of(
              Quantity.count(i + 1),
              group.harm().toString(),
              String.format(Locale.ROOT, "%.3f", group.likeness()),
              group.kind().toString(),
              group.files().getFirst().toString()));
      group.files().stream()
          .skip(1)
          .forEach(file -> rows.add(List.of("", "", "", "", file.toString())));
    }
    return rows;
  }

  private static String summary(PhotoDuplicates found, List<FoundGroup> groups) {
    String photos = Quantity.count(found.files().size());
    if (groups.isEmpty()) {
      return "no two of " + photos + " photos show the same";
    }
    List<String> parts = new ArrayList<>();
    for (Harm harm : Harm.values()) {
      long count = groups.stream().filter(group -> group.harm() == harm).count();
      if (count > 0) {
        parts.add(Quantity.count(count) + " in " + harm);
      }
    }
    return "%s photos: %s of photos that show the same, %s"
        .formatted(
            photos,
            groups.size() == 1 ? "1 group" : Quantity.count(groups.size()) + " groups",
            String.join(", ", parts));
  }
}
