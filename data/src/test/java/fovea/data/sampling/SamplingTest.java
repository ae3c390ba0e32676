package fovea.data.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.ExampleReader;
import fovea.data.batch.Batch;
import fovea.data.batch.Example;
import fovea.data.batch.Schema;
import fovea.data.pixels.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final int SIZE = 100;

  /** 90 of class 0, 8 of class 1, 2 of class 2; the input is the index. */
  private static final DataSet DATA = DataSet.of(SIZE, i -> Example.of(new float[] {i}, label(i)));

  private static final DataLoader LOADER = new DataLoader(DATA, 16);

  private static int label(int index) {
    return index < 90 ? 0 : index < 98 ? 1 : 2;
  }

  @Test
  void balancedDrawsEachClassEquallyOften() {
    for (int epoch = 0; epoch < 4; epoch++) {
      int[] drawn = drawn(LOADER.balance(3), epoch);
      int[] classes = new int[3];
      int[] times = new int[SIZE];
      for (int index : drawn) {
        classes[label(index)]++;
        times[index]++;
      }
      assertEquals(SIZE, drawn.length);
      assertEquals(List.of(33, 33, 34), Arrays.stream(classes).sorted().boxed().toList());
      assertTrue(IntStream.range(0, 90).allMatch(i -> times[i] <= 1), "before all have been");
      assertTrue(IntStream.range(90, 98).allMatch(i -> times[i] >= 4 && times[i] <= 5));
      assertTrue(IntStream.range(98, 100).allMatch(i -> times[i] >= 16 && times[i] <= 17));
    }
  }

  @Test
  void aBootstrapSampleStaysTheSame() {
    int[] sample = Bootstrap.of(SIZE, 3).drawn();
    int[] first = drawn(LOADER.bootstrap(3), 0);
    int[] second = drawn(LOADER.bootstrap(3), 1);
    assertFalse(Arrays.equals(first, second), "another order");
    assertArrayEquals(sample, Arrays.stream(first).sorted().toArray());
    assertArrayEquals(sample, Arrays.stream(second).sorted().toArray());
  }

  @Test
  void weightsDecideHowOften() {
    double[] weights = new double[SIZE];
    weights[7] = 3;
    weights[50] = 1;
    int[] times = new int[SIZE];
    for (int epoch = 0; epoch < 50; epoch++) {
      for (int index : drawn(LOADER.sampling(Sampling.weighted(weights)).seed(3), epoch)) {
        times[index]++;
      }
    }
    assertEquals(50 * SIZE, times[7] + times[50], "the others have weight 0");
    assertEquals(0.75, times[7] / (50.0 * SIZE), 0.02);
  }

  @Test
  void dependsOnSeedAndEpochOnly() {
    double[] weights = IntStream.range(0, SIZE).mapToDouble(i -> i + 1).toArray();
    for (DataLoader loader :
        List.of(LOADER.balance(3), LOADER.sampling(Sampling.weighted(weights)).seed(3))) {
      assertArrayEquals(drawn(loader, 5), drawn(loader.threads(4), 5));
      assertFalse(Arrays.equals(drawn(loader, 5), drawn(loader.seed(4), 5)));
      assertFalse(Arrays.equals(drawn(loader, 5), drawn(loader, 6)));
    }
  }

  @Test
  void anExampleThatComesTwiceIsChangedDifferently() {
    double[] weights = new double[8];
    weights[3] = 1;
    try (BatchPrefetcher open =
        new DataLoader(new RandomNumbers(), 8).sampling(Sampling.weighted(weights)).open()) {
      float[] values = open.epoch(0).iterator().next().input().floats();
      assertEquals(8, IntStream.range(0, 8).mapToObj(i -> values[i]).distinct().count());
    }
  }

  @Test
  void knowsLabelsAndCounts() {
    assertArrayEquals(new int[] {90, 8, 2}, DATA.classCounts());
    assertArrayEquals(new int[] {2, 0, 1, 1}, DATA.subset(99, 0, 90, 91).labels(), "of a subset");
    assertArrayEquals(
        new int[] {90, 8, 2, 0}, DATA.classes(List.of("a", "b", "c", "d")).classCounts());
  }

  @Test
  void refusesWhatCannotBe() {
    DataSet numbers = DataSet.of(4, i -> Example.of(new float[] {i}, (float) i));
    refuses("one class", () -> new DataLoader(numbers, 2).balance(1));
    refuses("100", () -> LOADER.sampling(Sampling.weighted(1, 2, 3)));
    refuses("-1", () -> Sampling.weighted(1, -1));
    refuses("above 0", () -> Sampling.weighted(0, 0));
    DataSet ignored = DataSet.of(4, i -> Example.of(new float[] {i}, i - 1));
    refuses("found -1", () -> new DataLoader(ignored, 2).balance(1).open());
  }

  private static void refuses(String found, Runnable action) {
    var error = assertThrows(DataException.class, action::run);
    assertTrue(error.getMessage().contains(found), error.getMessage());
  }

  /** The examples of an epoch, by their inputs. */
  private static int[] drawn(DataLoader loader, int epoch) {
    var drawn = IntStream.builder();
    try (BatchPrefetcher open = loader.open()) {
      for (Batch batch : open.epoch(epoch)) {
        for (float value : batch.input().floats()) {
          drawn.add((int) value);
        }
      }
    }
    return drawn.build().toArray();
  }

  /** Eight examples, each of one random number. */
  private record RandomNumbers() implements DataSet {
    @Override
    public String name() {
      return "random";
    }

    @Override
    public int size() {
      return 8;
    }

    @Override
    public Schema schema() {
      return Example.of(new float[] {0}, 0).schema();
    }

    @Override
    public ExampleReader reader() {
      return (_, random, row) -> {
        row.put(Batch.INPUT, (float) random.nextDouble());
        row.put(Batch.TARGET, 0);
      };
    }
  }
}
