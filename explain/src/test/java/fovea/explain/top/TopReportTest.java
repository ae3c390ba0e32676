package fovea.explain.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.figure.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopReportTest {
  @TempDir private Path folder;

  @Test
  void manyUnitsTakeSeveralSheets() {
    List<Figure> sheets = new TopReport(SampleSearch.of(64), "net").sheets();
    assertEquals(4, sheets.size());
    String second = sheets.get(1).svg();
    assertTrue(second.contains("net, features.3: what drives each unit most"), second);
    assertTrue(second.contains("Units 16 to 31 of 64."), second);
    assertTrue(second.contains("unit 16, 10.0–2.00"), second);
    assertTrue(second.contains("unit 23, dead"), second);
    assertTrue(second.contains("never above zero"), second);
    assertTrue(second.contains("7 × 7 pixels"), second);
    assertTrue(second.contains("guided backprop"), second);
    sheets.forEach(sheet -> assertTrue(sheet.width() < 900 && sheet.height() < 1400));
  }

  @Test
  void fewUnitsTakeOne() {
    List<Figure> sheets = new TopReport(SampleSearch.of(1), "net").sheets();
    assertEquals(1, sheets.size());
    assertTrue(sheets.getFirst().svg().contains("Unit 0 of 1."));
    assertTrue(sheets.getFirst().width() < 500);
  }

  @Test
  void thePageHasAllUnitsAndStaysSmall() {
    String html = new TopReport(SampleSearch.of(64), "net").page().html();
    assertEquals(56, html.split("data:image/png", -1).length - 1);
    assertTrue(html.contains("Unit 7 is dead: no picture brings it above zero."));
    assertTrue(html.contains("Units 16 to 31"));
    assertTrue(html.contains("Of 64 units, 8 are dead: 7, 15, 23, 31, 39, 47, 55, 63."));
    assertTrue(html.contains("1 file left out") && html.contains("a.png: is damaged"));
    assertTrue(html.contains("1 file used although damaged"));
    assertTrue(html.contains("All 504 patches"));
    assertTrue(html.length() < 15_000_000);
  }

  @Test
  void chosenUnitsAreNamedOneByOne() {
    var report = new TopReport(SampleSearch.of(64, IntStream.of(1, 5)), "net");
    assertTrue(report.page().html().contains("Units 1, 5"));
    assertTrue(report.sheets().getFirst().svg().contains("2 of 64 units."));
  }

  @Test
  void theTableHasAllValues() {
    List<String> lines = new TopReport(SampleSearch.of(2), "net").table().lines().toList();
    assertEquals(19, lines.size());
    assertEquals(
        "unit,rank,activation,index,picture,row,column,top,left,height,width", lines.getFirst());
    assertEquals("1,3,8.0,2,\"photo \"\"2\"\", of a set.jpg\",2,2,2,1,7,5", lines.get(12));
  }

  @Test
  void allIsWrittenToAFolder() throws IOException {
    List<Path> files =
        new TopReport(SampleSearch.of(20), "net").save(folder.resolve("out"), "top9-features.3");
    List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
    assertTrue(names.contains("top9-features.3.csv"), names.toString());
    assertTrue(names.contains("top9-features.3.html"), names.toString());
    assertTrue(names.contains("top9-features.3-1.png"), names.toString());
    assertTrue(names.contains("top9-features.3-2.png"), names.toString());
    for (Path file : files) {
      assertFalse(Files.readAllBytes(file).length == 0);
    }
  }
}
