package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package has one idea, and so a number of files that can be looked through (rule 5). */
class RoomsTest {
  private static final int MOST = 25;

  /** Those that are still larger: this list only shrinks. */
  private static final Set<String> STILL_LARGER =
      Set.of(
          "fovea.app",
          "fovea.bench.compare",
          "fovea.data",
          "fovea.format.torch",
          "fovea.graph",
          "fovea.graph.run",
          "fovea.keras",
          "fovea.nn",
          "fovea.onednn",
          "fovea.onednn.loops",
          "fovea.onednn.ffm",
          "fovea.onnx",
          "fovea.train",
          "fovea.zoo");

  private static Map<String, Long> sizes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      return files
          .filter(file -> file.toString().matches("\\.\\./[^/]+/src/main/java/.*\\.java"))
          .filter(file -> !file.endsWith("module-info.java") && !file.endsWith("package-info.java"))
          .collect(
              Collectors.groupingBy(
                  file -> name(file.getParent()), TreeMap::new, Collectors.counting()));
    }
  }

  private static String name(Path folder) {
    return folder.toString().replaceAll(".*/src/main/java/", "").replace('/', '.');
  }

  @Test
  void noPackageHasMoreFilesThanCanBeLookedThrough() throws IOException {
    var large = new TreeMap<>(sizes());
    assertTrue(large.containsKey("fovea.graph"), large::toString);
    large.values().removeIf(files -> files <= MOST);
    var grown = new TreeMap<>(large);
    grown.keySet().removeAll(STILL_LARGER);
    assertEquals(Map.of(), grown, "packages of more files than allowed: split them by idea");
    var shrunk = new TreeSet<>(STILL_LARGER);
    shrunk.removeAll(large.keySet());
    assertEquals(Set.of(), shrunk, "packages that are small by now: take them off the list");
  }
}
