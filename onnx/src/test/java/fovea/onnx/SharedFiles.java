package fovea.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds test data that lies outside the project. */
final class SharedFiles {

  private SharedFiles() {}

  /**
   * A folder under {@code FOVEA_SHARED} (environment or system property; default: {@code shared}
   * beside the project); the test is skipped if it is absent.
   */
  static Path folder(String relative) {
    Path folder = root().resolve(relative);
    assumeTrue(Files.isDirectory(folder), () -> "skipped, no test data in " + folder);
    return folder;
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty("FOVEA_SHARED"))
        .or(() -> Optional.ofNullable(System.getenv("FOVEA_SHARED")))
        .map(Path::of)
        .orElseGet(() -> project().resolveSibling("shared"));
  }

  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return here;
  }
}
