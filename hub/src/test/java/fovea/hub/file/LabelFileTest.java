package fovea.hub.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.FoveaException;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
  private static final List<String> NAMES = List.of("cat", "Känguru", "dog");

  @TempDir private Path folder;

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("labels.txt"), text.getBytes(charset));
  }

  private void assertRefused(Path file, String message) {
    var e = assertThrows(FoveaException.class, () -> LabelFile.read(file, 3));
    assertEquals(message, e.getMessage().replace(folder + "/", ""));
  }

  @Test
  void takesEndsOfLinesAndMarksOfEverySystem() throws IOException {
    for (String text :
        List.of(
            "cat\nKänguru\ndog",
            "cat\nKänguru\ndog\n\n \n",
            "\uFEFFcat\r\nKänguru\r\ndog\r\n",
            "cat \rKänguru\rdog\r")) {
      assertEquals(NAMES, LabelFile.read(write(text, StandardCharsets.UTF_8), 3));
    }
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    assertRefused(
        write("cat\nKänguru\ndog\n", StandardCharsets.ISO_8859_1),
        "labels.txt, line 2: expected a text in UTF-8, found the byte 0xe4, as in Latin-1; save it"
            + " as UTF-8, such as by iconv -f ISO-8859-1 -t UTF-8");
  }

  @Test
  void knowsUtf16ByItsMark() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertRefused(
          write("\uFEFFcat\nKänguru\ndog\n", charset),
          "labels.txt: expected a text in UTF-8, found one in UTF-16; save it as UTF-8, such as by"
              + " iconv -f UTF-16 -t UTF-8");
    }
  }

  @Test
  void theSharedCaseHasThreeNamesAndNoMark() {
    List<String> names = LabelFile.read(TestData.path("cases/labels-with-bom.txt"), 3);
    assertEquals(3, names.size());
    assertEquals(-1, names.getFirst().indexOf('\uFEFF'));
  }
}
