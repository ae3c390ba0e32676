package fovea.testkit;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package has one idea, and so a number of files that can be looked through (rule 5). */
class RoomsTest {
  private static final int MOST = 25;

  /** Those that are still larger, and how many files they have at most: this list only shrinks. */
  private static final Map<String, Integer> STILL_LARGER =
      Map.ofEntries(
          entry("fovea.app", 54),
          entry("fovea.bench.compare", 26),
          entry("fovea.data", 46),
          entry("fovea.format.torch", 30),
          entry("fovea.graph", 56),
          entry("fovea.graph.run", 27),
          entry("fovea.keras", 39),
          entry("fovea.nn", 66),
          entry("fovea.onednn", 32),
          entry("fovea.onednn.loops", 32),
          entry("fovea.onednn.ffm", 47),
          entry("fovea.onnx", 36),
          entry("fovea.train", 82),
          entry("fovea.zoo", 27));

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
    grown.keySet().removeIf(name -> large.get(name) <= STILL_LARGER.getOrDefault(name, MOST));
    assertEquals(Map.of(), grown, "packages of more files than allowed: split them by idea");
    assertEquals(
        new TreeSet<>(STILL_LARGER.keySet()),
        new TreeSet<>(large.keySet()),
        "packages that are small by now: take them off the list");
  }
}
