package fovea.data.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static SplitExamples examples(int count, int classes) {
    return new SplitExamples(
        IntStream.range(0, count).mapToObj(i -> "photo " + i).toList(),
        IntStream.range(0, count).mapToObj(i -> i % classes).toList(),
        IntStream.range(0, count).mapToObj(_ -> Optional.<String>empty()).toList(),
        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
  }

  @Test
  void eachClassIsDealtOutEvenly() {
    SplitExamples examples = examples(60, 3);
    Folds folds = Folds.of(examples, 5, 1);
    assertEquals(60, folds.size());
    for (int fold = 0; fold < 5; fold++) {
      int[] members = folds.indices().get(fold);
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        long count = Arrays.stream(members).filter(i -> examples.labels().get(i) == wanted).count();
        assertEquals(4, count);
      }
      assertEquals(48, folds.others(fold).length);
      assertArrayEquals(members, Folds.of(examples, 5, 1).indices().get(fold));
    }
  }

  @Test
  void groupsStayWhole() {
    List<String> groups = IntStream.range(0, 30).mapToObj(i -> "patient " + i / 4).toList();
    Folds folds = Folds.of(examples(30, 2).groups(groups), 4, 1);
    for (int[] fold : folds.indices()) {
      assertTrue(fold.length > 0);
      for (int[] other : folds.indices()) {
        if (fold != other) {
          List<String> own = Arrays.stream(fold).mapToObj(groups::get).toList();
          assertTrue(Arrays.stream(other).mapToObj(groups::get).noneMatch(own::contains));
        }
      }
    }
  }

  @Test
  void fewerExamplesThanFoldsMakeFewerFolds() {
    assertEquals(3, Folds.of(examples(3, 2), 5, 1).indices().size());
    SplitExamples one = examples(4, 2).groups(List.of("a", "a", "a", "a"));
    var e = assertThrows(DataException.class, () -> Folds.of(one, 5, 1));
    assertTrue(e.getMessage().contains("expected two examples or more, or groups"), e::getMessage);
  }
}
