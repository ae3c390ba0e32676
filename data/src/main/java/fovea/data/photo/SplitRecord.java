package fovea.data.photo;

import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.RelativeName;
import fovea.data.split.SplitRule;
import fovea.data.targets.PhotoTargets;
import fovea.error.UserException;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which photos a model has learned from and which it was judged by, as its run keeps it in the file
 * {@code split.json}.
 *
 * @param folders the photos; files need no longer be there
 * @param learned what the training photos show
 */
public record SplitRecord(PhotoFolders folders, Set<PixelDigest> learned) {

  /** Name of the file in the folder of a run. */
  static final String FILE = "split.json";

  private static final String TARGETS = "targets";
  private static final String VALUES = "values";

  private static final int NAMED = 3;

  /** Copies the set. */
  public SplitRecord {
    learned = Set.copyOf(learned);
  }

  /** That of photos that are to be learned from. */
  public static SplitRecord of(PhotoFolders folders, PhotoSet train) {
    return new SplitRecord(folders, new HashSet<>(train.digests()));
  }

  /**
   * That of the run that a file belongs to.
   *
   * @param runOrFile the folder of a run, or a model in it
   * @return nothing if none is there
   * @throws FormatException if it is damaged
   */
  public static Optional<SplitRecord> find(Path runOrFile) {
    Path file =
        Files.isDirectory(runOrFile) ? runOrFile.resolve(FILE) : runOrFile.resolveSibling(FILE);
    if (!Files.exists(runOrFile) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Json.parse(Files.readString(file), file.toString()) instanceof JsonObject json
          ? Optional.of(fromJson(json))
          : Optional.empty();
    } catch (IOException e) {
      throw new FormatException(file.toString(), "cannot be read: " + e, "Check the file");
    } catch (InvalidPathException e) {
      throw new FormatException(
          file.toString(), "expected names of files, found " + e.getMessage(), "Check the file");
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /** Writes it into the folder of a run. */
  public void write(Path run) {
    AtomicFile.write(run.resolve(FILE), Json.write(toJson()) + "\n");
  }

  /**
   * As JSON: names of files by part and class, below the folder that was named by the user, and how
   * they were split.
   */
  public JsonObject toJson() {
    JsonObject json =
        JsonObject.empty()
            .with("folder", folders.root().toAbsolutePath().normalize().toString())
            .with("classes", JsonArray.ofStrings(folders.train().classes()));
    for (DataPart part : folders.parts()) {
      json = json.with(part.key(), part(folders.root(), folders.part(part)));
    }
    if (!folders.targets().equals(PhotoTargets.CLASSES)) {
      List<Photo> photos =
          folders.parts().stream().flatMap(part -> folders.part(part).photos().stream()).toList();
      json = json.with(TARGETS, folders.targets().toJson().with(VALUES, values(photos)));
    }
    return json.with("split", folders.rule().toJson())
        .with(
            "learned",
            JsonArray.ofStrings(learned.stream().map(PixelDigest::sha256).sorted().toList()));
  }

  /** The numbers of photos that have some. */
  private JsonObject values(List<Photo> photos) {
    JsonObject values = JsonObject.empty();
    for (Photo photo : photos) {
      if (!photo.target().isEmpty()) {
        double[] target = photo.target().stream().mapToDouble(Float::doubleValue).toArray();
        values = values.with(RelativeName.of(folders.root(), photo.file()), JsonArray.of(target));
      }
    }
    return values;
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  public static SplitRecord fromJson(JsonObject json) {
    Path root = Path.of(json.string("folder"));
    List<String> classes = json.array("classes").strings();
    boolean hasTargets = json.find(TARGETS).isPresent();
    PhotoTargets targets =
        hasTargets ? PhotoTargets.fromJson(json.object(TARGETS)) : PhotoTargets.CLASSES;
    JsonObject values = hasTargets ? json.object(TARGETS).object(VALUES) : JsonObject.empty();
    Map<DataPart, PhotoFolder> parts = new EnumMap<>(DataPart.class);
    for (DataPart part : DataPart.values()) {
      Optional<JsonValue> recorded = json.find(part.key());
      if (part == DataPart.TEST && recorded.orElse(json) instanceof JsonString(String folder)) {
        // Earlier versions kept the folder of test photos only.
        if (Files.isDirectory(root.resolve(folder))) {
          parts.put(part, PhotoFolder.scan(root.resolve(folder), classes));
        }
      } else if (part != DataPart.TRAIN && recorded.isPresent()) {
        parts.put(part, part(json.object(part.key()), root, classes, values));
      }
    }
    PhotoFolder train = part(json.object(DataPart.TRAIN.key()), root, classes, values);
    parts.put(DataPart.TRAIN, train);
    var folders =
        new PhotoFolders(
            new PhotoLayout(root, root, Map.of(), List.of()),
            train,
            parts,
            json.find("split").isPresent()
                ? SplitRule.fromJson(json.object("split"))
                : SplitRule.NONE,
            targets);
    List<PixelDigest> learned =
        json.array("learned").strings().stream().map(PixelDigest::new).toList();
    return new SplitRecord(folders, new HashSet<>(learned));
  }

  /** Whether the run has photos of a part. */
  public boolean has(DataPart part) {
    return folders.parts().contains(part);
  }

  /**
   * The photos of a part that are still there; the others are among the skipped.
   *
   * @throws DataException if none is
   */
  public PhotoFolder part(DataPart part) {
    PhotoFolder recorded = folders.part(part);
    List<Photo> there = new ArrayList<>();
    List<SkippedFile> gone = new ArrayList<>();
    for (Photo photo : recorded.photos()) {
      if (Files.isRegularFile(photo.file())) {
        there.add(photo);
      } else {
        gone.add(new SkippedFile(photo.file(), "is no longer there"));
      }
    }
    if (there.isEmpty()) {
      throw new DataException(
          folders.root().toString(),
          String.format(
              Locale.ROOT,
              "expected the %,d %s photos of the run, found none of them, such as %s",
              recorded.photos().size(),
              part,
              String.join(
                  ", ", gone.stream().limit(NAMED).map(file -> file.file().toString()).toList())),
          "Bring them back, or name a folder of photos that the model has not learned from");
    }
    return new PhotoFolder(recorded.root(), recorded.classes(), there, gone);
  }

  /** Those of some photos that the model has learned from: the same file, or the same pixels. */
  public List<Photo> learnedFrom(PhotoSet photos) {
    Set<Path> files = new HashSet<>();
    folders.train().photos().forEach(photo -> files.add(absolute(photo.file())));
    List<PixelDigest> digests = photos.digests();
    return IntStream.range(0, photos.size())
        .filter(
            i ->
                learned.contains(digests.get(i))
                    || files.contains(absolute(photos.photo(i).file())))
        .mapToObj(photos::photo)
        .toList();
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static JsonObject part(Path root, PhotoFolder folder) {
    JsonObject classes = JsonObject.empty();
    for (int label = 0; label < folder.classes().size(); label++) {
      int wanted = label;
      Stream<String> names =
          folder.photos().stream()
              .filter(photo -> photo.label() == wanted)
              .map(photo -> RelativeName.of(root, photo.file()));
      classes = classes.with(folder.classes().get(label), JsonArray.ofStrings(names.toList()));
    }
    return classes;
  }

  private static PhotoFolder part(
      JsonObject json, Path root, List<String> classes, JsonObject values) {
    List<Photo> photos = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      for (String file : json.array(classes.get(label)).strings()) {
        photos.add(new Photo(root.resolve(file), label, target(values, file)));
      }
    }
    return new PhotoFolder(root, classes, photos, List.of());
  }

  private static List<Float> target(JsonObject values, String file) {
    if (values.find(file).isEmpty()) {
      return List.of();
    }
    List<Float> target = new ArrayList<>();
    for (double number : values.array(file).doubles()) {
      target.add((float) number);
    }
    return target;
  }
}
