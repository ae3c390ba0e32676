package fovea.data.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.augment.CounterRandom;
import fovea.data.pixels.CropBox;
import fovea.data.pixels.DataException;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixedBatchTest {
  private static final int VALUES = 24;

  /** Ten pictures, each of its own level. */
  private static final DataSet PICTURES =
      DataSet.of(10, i -> Example.empty().input("image", picture(i)).label("label", i % 4));

  private static HostBuffer picture(int level) {
    HostBuffer picture = HostBuffer.allocate(TensorType.f32(2, 3, 4));
    for (int i = 0; i < VALUES; i++) {
      picture.set(i, 100.0 * level + i);
    }
    return picture;
  }

  private static HostBuffer labels(double... labels) {
    return HostBuffer.of(new TensorType(Shape.of(labels.length), DType.I32), labels);
  }

  private static MixedBatch batch(double... levels) {
    HostBuffer input = HostBuffer.allocate(TensorType.f32(levels.length, 2, 3, 4));
    for (int i = 0; i < VALUES * levels.length; i++) {
      input.set(i, 100 * levels[i / VALUES] + i % VALUES);
    }
    return new MixedBatch(input, labels(levels));
  }

  @Test
  void mixupBlendsWithTheOneBefore() {
    MixedBatch batch = batch(1, 2, 5);
    Mixup.blend(batch, 0.75);
    double[] levels = {0.75 * 1 + 0.25 * 5, 0.75 * 2 + 0.25 * 1, 0.75 * 5 + 0.25 * 2};
    for (int i = 0; i < 3 * VALUES; i++) {
      assertEquals(100 * levels[i / VALUES] + i % VALUES, batch.input().at(i), 1e-4);
    }
    assertArrayEquals(new double[] {5, 1, 2}, batch.others().doubles());
    assertArrayEquals(new double[] {0.75, 0.75, 0.75}, batch.shares().doubles());
  }

  @Test
  void mixupOfLongExamples() {
    HostBuffer input = HostBuffer.allocate(TensorType.f32(2, 2500));
    for (int i = 0; i < 5000; i++) {
      input.set(i, i);
    }
    Mixup.blend(new MixedBatch(input, labels(0, 1)), 0.5);
    assertTrue(IntStream.range(0, 5000).allMatch(i -> input.at(i) == i % 2500 + 1250.0));
  }

  @Test
  void cutMixPutsInABoxOfTheOneBefore() {
    MixedBatch batch = batch(1, 2, 5);
    CutMix.paste(batch, new CropBox(1, 0, 2, 3));
    int[] levels = {1, 2, 5};
    for (int i = 0; i < 3 * VALUES; i++) {
      boolean inside = i % 12 / 4 >= 1 && i % 4 < 3;
      int n = i / VALUES;
      int level = levels[inside ? (n + 2) % 3 : n];
      assertEquals(100 * level + i % VALUES, batch.input().at(i));
    }
    assertArrayEquals(new double[] {0.5, 0.5, 0.5}, batch.shares().doubles());
    assertArrayEquals(new double[] {5, 1, 2}, batch.others().doubles());
  }

  @Test
  void oneExampleIsMixedWithItself() {
    for (BatchAugment augment : List.of(new Mixup(1), new CutMix(1))) {
      MixedBatch batch = batch(3);
      float[] before = batch.input().floats();
      augment.apply(batch, new CounterRandom(1, 0, 0));
      assertArrayEquals(before, batch.input().floats(), 1e-3f);
      assertArrayEquals(new double[] {3}, batch.others().doubles());
    }
  }

  @Test
  void sharesFollowTheBetaDistribution() {
    for (double alpha : List.of(0.1, 0.2, 1.0, 4.0)) {
      double[] shares =
          IntStream.range(0, 20_000)
              .mapToDouble(i -> BetaNumbers.draw(alpha, new CounterRandom(7, 0, i)))
              .toArray();
      double mean = mean(shares);
      double variance = mean(DoubleStream.of(shares).map(x -> (x - mean) * (x - mean)).toArray());
      assertEquals(0.5, mean, 0.01, "alpha " + alpha);
      assertEquals(1 / (4 * (2 * alpha + 1)), variance, 0.005, "alpha " + alpha);
      if (alpha == 1) {
        assertEquals(0.1, DoubleStream.of(shares).filter(x -> x < 0.1).count() / 20_000.0, 0.01);
      }
    }
    double tiny = BetaNumbers.draw(1e-6, new CounterRandom(1, 2, 3));
    assertTrue(tiny >= 0 && tiny <= 1);
  }

  private static double mean(double... values) {
    return DoubleStream.of(values).average().orElse(0);
  }

  @Test
  void batchesCarryTwoClassesAndTheShare() {
    DataLoader mixing = new DataLoader(PICTURES, 4).augments(new Mixup(1), new CutMix(1)).seed(3);
    assertEquals(
        List.of("label", MixedBatch.OTHER_LABEL, MixedBatch.SHARE),
        mixing.schema().targets().stream().map(TensorSpec::name).toList());
    List<Float> expected = floats(mixing.threads(1));
    assertEquals(expected, floats(mixing.threads(2)), "2 threads");
    assertEquals(expected, floats(mixing.threads(4)), "4 threads");
    assertNotEquals(expected, floats(mixing.seed(4)));
    try (BatchPrefetcher open = mixing.open()) {
      List<Float> second = floats(open.epoch(2, 1).iterator().next());
      int from = (2 * 10 + 4) * (VALUES + 3);
      assertEquals(expected.subList(from, from + 4 * (VALUES + 3)), second, "resumed");
    }
  }

  /** All numbers of three epochs. */
  private static List<Float> floats(DataLoader loader) {
    var values = new ArrayList<Float>();
    try (BatchPrefetcher open = loader.open()) {
      for (int epoch = 0; epoch < 3; epoch++) {
        open.epoch(epoch).forEach(batch -> values.addAll(floats(batch)));
      }
    }
    return values;
  }

  /** All inputs and targets of a batch. */
  private static List<Float> floats(Batch batch) {
    var values = new ArrayList<Float>();
    for (var buffers : List.of(batch.inputs(), batch.targets())) {
      buffers
          .values()
          .forEach(buffer -> Arrays.stream(buffer.doubles()).forEach(x -> values.add((float) x)));
    }
    return values;
  }

  @Test
  void whatIsMixedIsWhatTheTargetsSay() {
    try (BatchPrefetcher open = new DataLoader(PICTURES, 10).augments(new Mixup(1)).open()) {
      Batch batch = open.epoch(0).iterator().next();
      double share = target(batch, MixedBatch.SHARE);
      assertEquals(100 * (share * 4 + (1 - share) * 3), batch.input().at(4 * VALUES), 1e-3);
      assertEquals(0, target(batch, "label"));
      assertEquals(3, target(batch, MixedBatch.OTHER_LABEL));
    }
  }

  /** Of the fifth example. */
  private static double target(Batch batch, String name) {
    HostBuffer values = batch.targets().get(name);
    assertTrue(values != null, name);
    return values.at(4);
  }

  @Test
  void namesAndFields() {
    for (BatchAugment augment : List.of(new Mixup(0.4), new CutMix(0.7))) {
      assertEquals(augment, BatchAugment.codecs().read(BatchAugment.codecs().write(augment)));
    }
    assertEquals(new Mixup(0.2), BatchAugment.codecs().parse("mixup"));
    assertEquals(new CutMix(0.5), BatchAugment.codecs().parse("cutmix:alpha=0.5"));
  }

  @Test
  void refusesWhatCannotBe() {
    DataSet numbers = DataSet.of(4, i -> Example.of(new float[] {i}, (float) i));
    DataSet rows = DataSet.of(4, i -> Example.of(new float[] {i}, i));
    refuses("one class", () -> new DataLoader(numbers, 2).augments(new Mixup(1)));
    refuses("pictures [c, h, w]", () -> new DataLoader(rows, 2).augments(new CutMix(1)));
    refuses("mixup: expected an alpha above 0, found 0.0", () -> new Mixup(0));
    refuses("cutmix: expected an alpha above 0, found NaN", () -> new CutMix(Double.NaN));
  }

  private static void refuses(String found, Runnable action) {
    var error = assertThrows(DataException.class, action::run);
    assertTrue(error.getMessage().contains(found), error.getMessage());
  }
}
