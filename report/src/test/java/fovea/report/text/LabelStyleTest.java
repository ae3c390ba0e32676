package fovea.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelStyleTest {
  private static final LabelStyle STYLE = new LabelStyle(12);

  @Test
  void widthsAreThoseOfTheFont() {
    // DejaVu Sans: 1303 of 2048 units for a digit
    assertEquals(12 * 3 * 1303 / 2048.0, STYLE.width("123"), 1e-9);
    assertTrue(STYLE.bold(true).width("wide") > STYLE.width("wide"));
    assertEquals(0, STYLE.width(""));
  }

  @Test
  void shortenedTextFits() {
    assertEquals("cat", STYLE.shortened("cat", 100));
    String shortened = STYLE.shortened("Egyptian cat, a very long name", 80);
    assertTrue(shortened.endsWith("…") && shortened.startsWith("Egypt"), shortened);
    assertTrue(STYLE.width(shortened) <= 80);
    assertEquals("…", STYLE.shortened("wide", 1));
  }

  @Test
  void linesBreakBetweenWordsOrInLongOnes() {
    assertEquals(List.of("one two", "three"), STYLE.lines("one two three", 55));
    for (String line : STYLE.lines("a Donaudampfschifffahrtsgesellschaft sails", 60)) {
      assertTrue(STYLE.width(line) <= 60, line);
    }
    assertEquals(List.of("a", "b"), STYLE.lines("a\nb", 100));
    List<String> first = STYLE.lines("one two three four five", 55, 2);
    assertEquals(2, first.size());
    assertTrue(first.getLast().endsWith("…"), first::toString);
    assertTrue(STYLE.width(first.getLast()) <= 55, first::toString);
  }

  @Test
  void charactersThatNobodyKnowsHaveAWidth() {
    assertTrue(STYLE.width("\uE000\uE001") > 0);
    assertTrue(STYLE.width("日本語") > STYLE.width("日"));
  }

  @Test
  void namesOfOthersBecomePlain() {
    assertEquals("a b", PlainText.of("a\nb"));
    assertEquals("abc", PlainText.of("a\u202Eb\u2066c"));
    assertEquals("a\uFFFDb", PlainText.of("a\uD800b"));
    assertEquals(" ", PlainText.of("\u001B"));
    assertEquals("κόσμος 日本語", PlainText.of("κόσμος 日本語"));
  }
}
