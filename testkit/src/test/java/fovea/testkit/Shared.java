package fovea.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Test data outside of the project: under {@code FOVEA_SHARED} (environment or system property), by
 * default in {@code shared} beside the project. What is missing skips the test that asks for it.
 */
public final class Shared {
  private Shared() {}

  /** A file or folder, by its path under {@code data}. */
  public static Path path(String relative) {
    Path path = root().resolve("data").resolve(relative);
    Assumptions.assumeTrue(
        Files.exists(path), () -> "not tested, since " + path + " is missing (see FOVEA_SHARED)");
    return path;
  }

  /**
   * A test for each of the files of a folder under {@code data}, by its name; without the folder
   * one test that is skipped and says so.
   */
  public static Stream<DynamicTest> each(String folder, String suffix, Consumer<Path> test) {
    if (!Files.exists(root().resolve("data").resolve(folder))) {
      return Stream.of(DynamicTest.dynamicTest(folder, () -> path(folder)));
    }
    return files(folder, suffix).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> test.accept(file)));
  }

  /** The files of a folder under {@code data} whose names end in {@code suffix}, by name. */
  private static List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty("FOVEA_SHARED"))
        .or(() -> Optional.ofNullable(System.getenv("FOVEA_SHARED")))
        .map(Path::of)
        .orElseGet(() -> project().resolveSibling("shared"));
  }

  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    Path folder = here;
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder == null ? here : folder;
  }
}
