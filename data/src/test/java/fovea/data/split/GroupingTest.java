package fovea.data.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static final Path ROOT = Path.of("home/p9/photos");

  private static Optional<String> group(Grouping grouping, String file) {
    return grouping.group(ROOT, ROOT.resolve(file));
  }

  @Test
  void aRegularExpressionLooksBelowTheFolder() {
    var grouping = new Grouping.ByPath("(p\\d+)");
    assertEquals(Optional.of("p12"), group(grouping, "cats/p12_3.jpg"));
    assertEquals(Optional.empty(), group(grouping, "cats/other.jpg"));
    assertEquals(Optional.of("cats"), group(new Grouping.ByPath("^([^/]+)/"), "cats/p12_3.jpg"));
  }

  @Test
  void aTableNamesFilesByTheEndsOfTheirPaths() {
    var grouping =
        new Grouping.ByTable(
            "t.csv:who",
            Map.of("a.jpg", "anna", "./dogs/b.jpg", "berta", "photos\\cats\\b.jpg", "carla"));
    assertEquals(Optional.of("anna"), group(grouping, "cats/a.jpg"));
    assertEquals(Optional.of("berta"), group(grouping, "dogs/b.jpg"));
    assertEquals(Optional.of("carla"), group(grouping, "cats/b.jpg"));
    assertEquals(Optional.empty(), group(grouping, "cats/c.jpg"));
  }

  @Test
  void rulesAreKept() {
    for (Grouping grouping :
        new Grouping[] {
          new Grouping.None(), new Grouping.ByPath("(x)"), new Grouping.ByTable("t:who", Map.of())
        }) {
      var rule = new SplitRule(new SplitShares(0.1, 0.2, 0.3), grouping, 7);
      assertEquals(rule, SplitRule.fromJson(rule.toJson()));
    }
  }

  @Test
  void hostileExpressionsAreSentences() {
    says("unclosed group at character", () -> new Grouping.ByPath("(a"));
    says("with a group in parentheses, found", () -> new Grouping.ByPath("a+"));
    says("expected a regular expression", () -> new Grouping.ByPath("(".repeat(100_000)));
    var slow = new Grouping.ByPath("^((a+)+)+$");
    says("tries too many ways", () -> group(slow, "a".repeat(60) + "!"));
    var deep = new Grouping.ByPath("^((a|b)*)$");
    says("tries too many ways", () -> group(deep, "ab".repeat(400_000)));
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable body) {
    var e = assertThrows(DataException.class, body);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
