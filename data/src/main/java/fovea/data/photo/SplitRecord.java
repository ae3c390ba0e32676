package fovea.data.photo;

import fovea.data.pixels.DataException;
import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link PhotoFolders} as JSON: names of files by part and class. */
final class SplitRecord {

  private static final int NAMED = 3;

  private SplitRecord() {}

  static JsonObject write(PhotoFolders folders) {
    return JsonObject.empty()
        .with("folder", folders.root().toString())
        .with("classes", strings(folders.train().classes()))
        .with("train", part(folders.root(), folders.train()))
        .with("validation", part(folders.root(), folders.validation()));
  }

  static PhotoFolders read(JsonObject json, Path root) {
    List<String> classes = strings(json.array("classes"), "classes");
    List<Path> missing = new ArrayList<>();
    PhotoFolder train = part(json.object("train"), root, classes, missing);
    PhotoFolder validation = part(json.object("validation"), root, classes, missing);
    if (!missing.isEmpty()) {
      throw new DataException(
          root.toString(),
          String.format(
              Locale.ROOT,
              "expected the photos of the recorded split, found %,d of them absent, as %s",
              missing.size(),
              missing.stream().limit(NAMED).map(Path::toString).toList()),
          "Bring them back, or begin a new run");
    }
    return new PhotoFolders(root, train, validation);
  }

  private static JsonObject part(Path root, PhotoFolder folder) {
    JsonObject classes = JsonObject.empty();
    for (int label = 0; label < folder.classes().size(); label++) {
      int wanted = label;
      List<String> names =
          folder.photos().stream()
              .filter(photo -> photo.label() == wanted)
              .map(photo -> name(root, photo.file()))
              .toList();
      classes = classes.with(folder.classes().get(label), strings(names));
    }
    return classes;
  }

  /** Relative to the root where it lies below it, so that the folder can be moved. */
  private static String name(Path root, Path file) {
    return file.startsWith(root)
        ? root.relativize(file).toString().replace(File.separatorChar, '/')
        : file.toAbsolutePath().toString();
  }

  private static PhotoFolder part(
      JsonObject json, Path root, List<String> classes, List<Path> missing) {
    List<Photo> photos = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      String name = classes.get(label);
      for (String file : strings(json.array(name), name)) {
        Path path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
          missing.add(path);
        }
        photos.add(new Photo(path, label));
      }
    }
    return new PhotoFolder(root, classes, photos, List.of());
  }

  private static JsonArray strings(List<String> values) {
    return new JsonArray(values.stream().<JsonValue>map(JsonString::new).toList());
  }

  private static List<String> strings(JsonArray array, String field) {
    List<String> values = new ArrayList<>();
    for (JsonValue value : array.values()) {
      if (!(value instanceof JsonString string)) {
        throw new FormatException(
            "JSON field " + field, "expected strings, found " + value.kind(), "Check the file");
      }
      values.add(string.value());
    }
    return values;
  }
}
