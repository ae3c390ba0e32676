package fovea.report.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path folder;

  @Test
  void foldersAreMadeAndFilesReplaced() throws IOException {
    Path file = folder.resolve("a/b/report.txt");
    ReportFile.write(file, "old");
    ReportFile.write(file, "new");
    assertEquals("new", Files.readString(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatCannotBeWrittenIsOneSentence() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "x");
    var error = assertThrows(ReportException.class, () -> ReportFile.write(folder, "x"));
    assertTrue(error.getMessage().contains("found a folder"), error.getMessage());
    error = assertThrows(ReportException.class, () -> ReportFile.write(file.resolve("y"), "x"));
    assertTrue(error.getMessage().startsWith(file.resolve("y") + ": "), error.getMessage());
    assertEquals("x", Files.readString(file));
  }
}
