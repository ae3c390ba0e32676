package fovea.data.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells the folders of runs, which may lie among photos, from those of classes. */
final class RunTraces {

  /** What a run keeps: a class of photos has none of them. */
  private static final List<String> FILES =
      List.of("model.safetensors", "resume.safetensors", "events.jsonl", SplitRecord.FILE);

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
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> visible = entries.filter(entry -> !Clutter.is(entry)).toList();
      return !visible.isEmpty() && visible.stream().allMatch(RunTraces::areIn);
    }
  }
}
