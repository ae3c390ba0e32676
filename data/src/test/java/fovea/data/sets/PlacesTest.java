package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void theFoldersAreSearchedInOrder() {
    DataOptions options =
        DataOptions.of(Map.of("FOVEA_DATA", "/data"), HOME).folder(Path.of("/option"));
    assertEquals(
        List.of(Path.of("/option/mnist"), Path.of("/data/mnist"), Path.of("/home/ada/mnist")),
        options.placesOf("mnist"));
    assertEquals(List.of(), DataOptions.of(Map.of("FOVEA_DATA", ""), HOME).folders());
  }
}
