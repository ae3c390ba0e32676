package fovea.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static final PrintStream UTF8 =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

  @Test
  void redrawsOnlyOnAScreen() {
    assertTrue(Terminal.of(UTF8, "100", Map.of("TERM", "xterm")).live());
    assertFalse(Terminal.of(UTF8, "", Map.of("TERM", "xterm")).live(), "no terminal");
    assertFalse(Terminal.of(UTF8, "100", Map.of("TERM", "dumb")).live(), "dumb");
    assertFalse(Terminal.of(UTF8, "100", Map.of()).live(), "of unknown kind");
    assertFalse(Terminal.of(UTF8, "100", Map.of("TERM", "xterm", "CI", "true")).live(), "CI");
  }

  @Test
  void takesTheUsualWidthForAnAbsurdOne() {
    assertEquals(100, Terminal.of(UTF8, "100", Map.of()).columns());
    assertEquals(80, Terminal.of(UTF8, "0", Map.of()).columns());
    assertEquals(80, Terminal.of(UTF8, "wide", Map.of()).columns());
  }

  @Test
  void tablesShowControlCharactersAndKeepTheirColumns() {
    var table = Table.of(Column.text("class"), Column.number("n"));
    assertEquals(
        """
        class     n
        --------  -
        a\\x1bcat  1
        b\\ndog    2""",
        table.render(List.of(List.of("a\u001bcat", "1"), List.of("b\ndog", "2"))));
  }

  @Test
  void keepsToAsciiWhereTheCharsetDoes() {
    assertTrue(Terminal.of(UTF8, "", Map.of()).unicode());
    var ascii = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.US_ASCII);
    assertFalse(Terminal.of(ascii, "", Map.of()).unicode());
  }
}
