package fovea.zoo;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder with outside test data, which need not be there. */
final class SharedData {
  private static final String NAME = "FOVEA_SHARED";

  private SharedData() {}

  /** Files in {@code folder} with the given ending; skips the test if the folder is not there. */
  static List<Path> files(String folder, String ending) {
    Path path = root().resolve(folder);
    if (!Files.isDirectory(path)) {
      return abort(path + " is not there: what it holds is not compared with");
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      return abort(path + " cannot be read: " + e.getMessage());
    }
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty(NAME, System.getenv(NAME)))
        .map(Path::of)
        .orElseGet(() -> projectRoot().resolveSibling("shared"))
        .resolve("data");
  }

  private static Path projectRoot() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return here;
  }
}
