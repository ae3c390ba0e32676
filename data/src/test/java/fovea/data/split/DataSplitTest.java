package fovea.data.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataSet;
import fovea.data.pixels.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSplitTest {

  private static final SplitShares SHARES = new SplitShares(0.1, 0.2, 0.1);

  /** One class after another, {@code counts} of each, without groups. */
  private static SplitExamples examples(int... counts) {
    List<String> names = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      for (int i = 0; i < counts[label]; i++) {
        names.add("class%d/photo%03d.jpg".formatted(label, i));
        labels.add(label);
      }
    }
    return new SplitExamples(
        names, labels, Collections.nCopies(names.size(), Optional.empty()), List.of("a", "b", "c"));
  }

  private static long count(SplitExamples examples, DataSplit split, DataPart part, int label) {
    return IntStream.of(split.indices(part)).filter(i -> examples.labels().get(i) == label).count();
  }

  @Test
  void eachClassHasItsShareInEachPart() {
    SplitExamples examples = examples(100, 50, 10);
    DataSplit split = DataSplit.of(examples, SHARES, 1);
    assertEquals(List.of(), split.notes());
    for (int label = 0; label < 3; label++) {
      int total = List.of(100, 50, 10).get(label);
      assertEquals(total / 10, count(examples, split, DataPart.TRAIN_DEV, label));
      assertEquals(total / 5, count(examples, split, DataPart.VALIDATION, label));
      assertEquals(total / 10, count(examples, split, DataPart.TEST, label));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void groupsAreNeverTornAndClassesStayInProportion(long seed) {
    SplitExamples plain = examples(400, 200, 100);
    var random = new Random(seed);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      int scale = 1 + random.nextInt(40);
      groups.add("g" + random.nextInt(scale) + "-" + plain.labels().get(i) / 2);
    }
    SplitExamples examples = plain.groups(groups);
    DataSplit split = DataSplit.of(examples, SHARES, seed);
    Map<String, DataPart> seen = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      DataPart other = seen.putIfAbsent(groups.get(i), split.parts().get(i));
      assertTrue(other == null || other == split.parts().get(i), groups.get(i) + " seed " + seed);
    }
    for (DataPart part : DataPart.values()) {
      assertTrue(split.indices(part).length > 0, part + " seed " + seed);
    }
  }

  @Test
  void smallGroupsGiveNearlyTheSharesThatAreWanted() {
    SplitExamples plain = examples(400, 200, 100);
    SplitExamples examples =
        plain.groups(
            IntStream.range(0, plain.size())
                .mapToObj(i -> plain.labels().get(i) + "-" + i / 5)
                .toList());
    DataSplit split = DataSplit.of(examples, SHARES, 3);
    assertEquals(List.of(), split.notes());
    for (int label = 0; label < 3; label++) {
      int total = List.of(400, 200, 100).get(label);
      assertEquals(0.2 * total, count(examples, split, DataPart.VALIDATION, label), 5);
      assertEquals(0.1 * total, count(examples, split, DataPart.TEST, label), 5);
    }
  }

  @Test
  void theOrderOfExamplesDecidesNothing() {
    SplitExamples examples = examples(30, 20);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
    Collections.shuffle(order, new Random(4));
    var shuffled =
        new SplitExamples(
            order.stream().map(examples.names()::get).toList(),
            order.stream().map(examples.labels()::get).toList(),
            Collections.nCopies(50, Optional.empty()),
            examples.classes());
    DataSplit first = DataSplit.of(examples, SHARES, 9);
    DataSplit second = DataSplit.of(shuffled, SHARES, 9);
    for (int i = 0; i < 50; i++) {
      assertEquals(first.parts().get(order.get(i)), second.parts().get(i));
    }
    assertTrue(!first.parts().equals(DataSplit.of(examples, SHARES, 10).parts()));
    assertEquals(first, DataSplit.of(examples, SHARES, 9));
  }

  @Test
  void rareClassesGoWhereTheyAreNeededMost() {
    SplitExamples examples = examples(50, 2, 1);
    DataSplit split = DataSplit.of(examples, new SplitShares(0, 0.2, 0.1), 1);
    assertEquals(1, count(examples, split, DataPart.TRAIN, 1));
    assertEquals(1, count(examples, split, DataPart.VALIDATION, 1));
    assertEquals(1, count(examples, split, DataPart.TRAIN, 2));
    assertEquals(
        List.of(
            "too few of c for all parts: there is nothing of it in validation",
            "too few of b, c for all parts: there is nothing of it in test"),
        split.notes());
  }

  @Test
  void aDataSetIsSplitByItsClasses() {
    int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
    DataSet set = DataSet.of(new float[40][3], labels).classes(List.of("even", "odd"));
    DataSplit split = DataSplit.of(set, new SplitShares().test(0.25), 5);
    assertArrayEquals(new int[] {5, 5}, set.subset(split.indices(DataPart.TEST)).classCounts());
    assertEquals(30, split.indices(DataPart.TRAIN).length);
  }

  @Test
  void aLargeGroupIsNoted() {
    SplitExamples plain = examples(40, 40);
    List<String> groups =
        IntStream.range(0, 80).mapToObj(i -> i % 40 < 30 ? "all" : "one" + i).toList();
    DataSplit split = DataSplit.of(plain.groups(groups), new SplitShares().validation(0.5), 1);
    assertTrue(split.notes().toString().contains("the largest group, all, has 75 %"));
  }

  @Test
  void whatCannotBeIsASentence() {
    says("sum is below 1", () -> new SplitShares(0.5, 0.3, 0.2));
    says("expected shares from 0", () -> new SplitShares(-0.1, 0, 0));
    says("NaN for test", () -> new SplitShares().test(Double.NaN));
    says(
        "expected at least 3 examples, one for each of the parts training, validation, test, found"
            + " 2",
        () -> DataSplit.of(examples(2), new SplitShares(0, 0.2, 0.2), 1));
    SplitExamples plain = examples(3, 3);
    says(
        "expected at least 2 groups, one for each of the parts training, test, found 1; group all"
            + " has 6 of 6",
        () ->
            DataSplit.of(
                plain.groups(Collections.nCopies(6, "all")), new SplitShares().test(0.5), 1));
    says(
        "expected validation examples, found none: there are too few, 2 of 2 classes",
        () -> DataSplit.of(examples(1, 1), new SplitShares().validation(0.2), 1));
    says(
        "found 1 labels",
        () -> new SplitExamples(List.of("a", "b"), List.of(0), List.of(), List.of()));
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable body) {
    var e = assertThrows(DataException.class, body);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
