package fovea.onednn.ffm.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePathTest {
  private static final byte[] CONTENT = {3, 1, 4};
  private static final String NAME = "org/some/linux-x86_64/lib.so.3";

  @TempDir Path folder;

  /** A module, as the jar of the natives is one. */
  private void jar(String module) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    Path file = folder.resolve(module + ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new JarEntry(NAME));
      jar.write(CONTENT);
    }
  }

  @Test
  void findsWhatIsInAJar() throws IOException {
    jar("org.some");
    jar("org.other");
    for (String path :
        new String[] {
          folder.toString(),
          folder.resolve("org.some.jar").toString(),
          folder.resolve("none") + File.pathSeparator + folder
        }) {
      URL found = new ModulePath(path).resource("org.some", NAME).orElseThrow();
      try (InputStream in = found.openStream()) {
        assertArrayEquals(CONTENT, in.readAllBytes());
      }
    }
  }

  @Test
  void findsNothingWhereThereIsNothing() throws IOException {
    jar("org.some");
    var path = new ModulePath(folder.toString());
    assertEquals(Optional.empty(), path.resource("org.some", "org/some/else.so"));
    assertEquals(Optional.empty(), path.resource("org.none", NAME));
    assertEquals(Optional.empty(), new ModulePath("").resource("org.some", NAME));
  }

  @Test
  void findsNothingInAFolderThatIsNoModulePath() throws IOException {
    Files.write(folder.resolve("broken.jar"), CONTENT);
    assertEquals(Optional.empty(), new ModulePath(folder.toString()).resource("org.some", NAME));
  }
}
