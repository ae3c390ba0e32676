package fovea.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void setsTextsToTheLeftAndNumbersToTheRight() {
    var table = Table.of(Column.text("layer"), Column.text("output"), Column.number("parameters"));
    assertEquals(
        """
        layer        output       parameters
        -----------  -----------  ----------
        conv_block1  [6, 28, 28]         156
        fc1          [120]            48,120\
        """,
        table.render(
            List.of(
                List.of("conv_block1", "[6, 28, 28]", "156"), List.of("fc1", "[120]", "48,120"))));
  }

  @Test
  void leavesOutEmptyTitles() {
    var table = Table.of(Column.text(""), Column.number(""));
    assertEquals("a    1\nbb  10", table.render(List.of(List.of("a", "1"), List.of("bb", "10"))));
  }

  @Test
  void streamsRowsOfFixedWidth() {
    var table = Table.of(Column.number("epoch"), Column.number("loss").atLeast(7));
    assertEquals("epoch     loss", table.header());
    assertEquals("-----  -------", table.rule());
    assertEquals("    1   0.3120", table.line(List.of("1", "0.3120")));
  }

  @Test
  void countsCharactersAndNotTheirParts() {
    var table = Table.of(Column.text(""), Column.text(""));
    assertEquals("𝛼  x\nb  x", table.render(List.of(List.of("𝛼", "x"), List.of("b", "x"))));
  }

  @Test
  void refusesRowsOfAnotherLength() {
    var table = Table.of(Column.text("a"));
    assertThrows(IllegalArgumentException.class, () -> table.line(List.of("1", "2")));
  }
}
