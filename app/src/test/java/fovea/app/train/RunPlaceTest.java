package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlaceTest {

  @TempDir private Path elsewhere;

  @Test
  void runsLieBesideTheFolderInWhichOneIs() throws IOException {
    assertEquals(Path.of("runs/x"), RunPlace.outside("x", List.of(elsewhere)).folder());
    assertFalse(RunPlace.outside("x", List.of(elsewhere)).isBesideData());
    Path here = Path.of(".");
    assertTrue(RunPlace.outside("x", List.of(here)).isBesideData());
    assertEquals(Path.of("../runs/x"), RunPlace.outside("x", List.of(here)).folder());
    Path absolute = Path.of("").toAbsolutePath();
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), absolute);
    assertEquals(Path.of("../runs/x"), RunPlace.outside("x", List.of(link)).folder());
    List<Path> nested = List.of(absolute, absolute.getParent());
    assertEquals(Path.of("../../runs/x"), RunPlace.outside("x", nested).folder());
  }

  @Test
  void aPlaceNeedNotExistToLieInAFolder() {
    assertTrue(RunPlace.isIn(elsewhere.resolve("a/b/c"), elsewhere));
    assertTrue(RunPlace.isIn(elsewhere, elsewhere));
    assertFalse(RunPlace.isIn(elsewhere.resolve("../other"), elsewhere));
    assertFalse(RunPlace.isIn(elsewhere.resolveSibling(elsewhere.getFileName() + "2"), elsewhere));
  }
}
