package fovea.data.photo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells the folders of runs, which may lie among photos, from those of classes. */
final class RunTraces {

  /** What a run keeps: a class of photos has none of them. */
  private static final List<String> FILES =
      List.of("model.safetensors", ".lock", "events.jsonl", SplitRecord.FILE);

  private RunTraces() {}

  /** Whether a run is kept in the folder. */
  static boolean areIn(Path folder) {
    return FILES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /** Whether the folder is that of a run, or holds nothing but such folders. */
  static boolean areAllOf(Path folder) throws IOException {
    if (areIn(folder)) {
      return true;
    }
    boolean any = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!Clutter.is(entry)) {
          any = true;
          if (!areIn(entry)) {
            return false;
          }
        }
      }
    }
    return any;
  }
}
