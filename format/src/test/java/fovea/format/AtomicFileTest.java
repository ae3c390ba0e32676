package fovea.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("notes.txt");
    AtomicFile.write(file, "one");
    AtomicFile.write(file, "two é");
    assertEquals("two é", Files.readString(file));
    assertEquals(List.of(file), filesLeft());
  }

  @Test
  void fullDiskLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("model.bin");
    AtomicFile.write(file, "old");
    var error =
        assertThrows(
            FormatException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100]);
                      throw new IOException("No space left on device");
                    }));
    assertTrue(error.getMessage().contains("No space left on device"), error.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), filesLeft());
  }

  @Test
  void worksOnAnInterruptedThread() throws IOException {
    Path file = folder.resolve("saved-on-interrupt");
    Thread.currentThread().interrupt();
    AtomicFile.write(file, "whole");
    assertTrue(Thread.interrupted(), "the interrupt is still seen by the caller");
    assertEquals("whole", Files.readString(file));
  }

  @Test
  void followsLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, "new");
    assertEquals("new", Files.readString(file));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void saysWhatIsInTheWay() {
    var absent =
        assertThrows(
            FormatException.class, () -> AtomicFile.write(folder.resolve("no/such/file"), "x"));
    assertTrue(absent.getMessage().contains("folder does not exist"), absent.getMessage());
    assertThrows(FormatException.class, () -> AtomicFile.write(folder, "x"));
  }

  private List<Path> filesLeft() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
