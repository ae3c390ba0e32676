package fovea.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.picture.Bitmap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void rowsAndColumnsAddUp() {
    var wide = new Figure(30, 10);
    var high = new Figure(10, 40);
    Figure row = Figures.row(5, wide, high);
    assertEquals(45, row.width());
    assertEquals(40, row.height());
    Figure column = Figures.column(5, wide, high);
    assertEquals(30, column.width());
    assertEquals(55, column.height());
    Figure grid = Figures.grid(2, 5, List.of(wide, high, high));
    assertEquals(45, grid.width());
    assertEquals(85, grid.height());
    assertEquals(1, Figures.grid(3, 5, List.of()).width());
  }

  @Test
  void textsOfASheetDoNotTouch() {
    var figures = new ArrayList<Figure>();
    for (int i = 0; i < 7; i++) {
      Figure photo = Figure.of(Bitmap.of(30 + 20 * i, 40, (x, y) -> x * y));
      figures.add(Figures.captioned(photo, "layer " + i + ": a caption of some length, 0.93"));
    }
    Figure titled = Figures.titled("Title that is longer than what lies below", "", figures.get(0));
    figures.add(titled);
    Figure sheet = Figures.sheet("A long title of a sheet ".repeat(8), "what is seen", 3, figures);
    assertEquals(List.of(), TextBoxes.faults(sheet));
    assertTrue(TextBoxes.texts(sheet).contains("what is seen"));
  }
}
