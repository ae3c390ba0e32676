package fovea.testdata;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Test data outside of the project: in {@code data} under {@code FOVEA_SHARED} (environment or
 * system property), by default {@code shared} beside the project. A user's clone has none, so what
 * is missing skips the test that asks for it.
 */
public final class TestData {
  private static final String PLACE = "FOVEA_SHARED";

  private TestData() {}

  /** The folder of all data; the test is skipped where it is absent. */
  public static Path folder() {
    Path data = root().resolve("data");
    assumeTrue(
        Files.isDirectory(data), () -> "skipped, no test data in " + data + " (see " + PLACE + ")");
    return data;
  }

  /**
   * A file or folder in it; the test is skipped where there is no data at all.
   *
   * @throws IllegalArgumentException if there are data, but not these: a name that is wrong must
   *     not skip a test for ever
   */
  public static Path path(String relative) {
    Path path = folder().resolve(relative);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("no test data in " + path);
    }
    return path;
  }

  /** The files of a folder whose names end in {@code suffix}, by name. */
  public static List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A test for each of the files of a folder, by its name; where there is no data, one test that is
   * skipped and says so.
   */
  public static Stream<DynamicTest> each(String folder, String suffix, Consumer<Path> test) {
    if (!Files.isDirectory(root().resolve("data"))) {
      return Stream.of(DynamicTest.dynamicTest(folder, () -> path(folder)));
    }
    return files(folder, suffix).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> test.accept(file)));
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty(PLACE))
        .or(() -> Optional.ofNullable(System.getenv(PLACE)))
        .map(Path::of)
        .orElseGet(() -> project().resolveSibling("shared"));
  }

  /** The tests of a module run in its folder; the project's has the settings of Maven. */
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
