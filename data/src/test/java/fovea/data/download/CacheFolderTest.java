package fovea.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void followsTheHabitsOfEachSystem() {
    assertEquals(Path.of("/home/ada/.cache/fovea"), CacheFolder.of("Linux", HOME, Map.of()));
    assertEquals(
        Path.of("/var/x/fovea"), CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "/var/x")));
    assertEquals(
        Path.of("/home/ada/Library/Caches/fovea"),
        CacheFolder.of("Mac OS X", HOME, Map.of("XDG_CACHE_HOME", "/var/x")));
    assertEquals(
        Path.of("/c/local/fovea"),
        CacheFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "/c/local")));
    assertEquals(
        Path.of("/home/ada/AppData/Local/fovea"), CacheFolder.of("Windows 11", HOME, Map.of()));
  }

  @Test
  void aUserWithoutAHomeHasACacheAmongTheTemporaryFiles() {
    assertEquals(Path.of("/home/ada"), CacheFolder.homeOr("/home/ada", "/temporary"));
    assertEquals(Path.of("/temporary"), CacheFolder.homeOr("?", "/temporary"));
    assertEquals(Path.of("/temporary"), CacheFolder.homeOr("", "/temporary"));
  }

  @Test
  void ignoresWhatIsNoAbsolutePath() {
    assertEquals(
        Path.of("/home/ada/.cache/fovea"),
        CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "relative")));
    assertEquals(
        Path.of("/home/ada/.cache/fovea"),
        CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", " ")));
  }
}
