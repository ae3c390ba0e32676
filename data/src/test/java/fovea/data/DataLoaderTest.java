package fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.batch.Batch;
import fovea.data.batch.Example;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.PictureShape;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DataLoaderTest {

  private static final PictureSet DATA = TestSets.counting(23);
  private static final Preprocessing PLAIN = Preprocessing.plain(DATA.info());
  private static final DataLoader BATCHES = new DataLoader(DATA, PLAIN, 5);

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (Thread thread : feedThreads()) {
      thread.join(30_000);
      assertFalse(thread.isAlive(), "a feed's thread is still there");
    }
  }

  @Test
  void keepsTheOrderOfTheSet() {
    try (BatchPrefetcher prefetcher = BATCHES.open()) {
      assertEquals(IntStream.range(0, 23).boxed().toList(), labels(prefetcher.epoch(0)));
      assertEquals(IntStream.range(0, 23).boxed().toList(), labels(prefetcher.epoch(1)));
    }
  }

  @Test
  void theLastBatchIsSmaller() {
    try (BatchPrefetcher prefetcher = BATCHES.open()) {
      var sizes = new ArrayList<Integer>();
      for (Batch batch : prefetcher.epoch(0)) {
        assertEquals(TensorType.f32(batch.size(), 1, 1, 1), batch.input().type());
        assertEquals(List.of("image"), List.copyOf(batch.inputs().keySet()));
        assertEquals(new TensorType(Shape.of(batch.size()), DType.I32), batch.target().type());
        assertEquals(List.of("label"), List.copyOf(batch.targets().keySet()));
        assertEquals(0, batch.input().data().address() % 64);
        sizes.add(batch.size());
      }
      assertEquals(List.of(5, 5, 5, 5, 3), sizes);
      assertEquals(sizes.size(), BATCHES.count());
    }
  }

  @Test
  void aBatchMayBeLargerThanTheSet() {
    try (BatchPrefetcher prefetcher =
        new DataLoader(DATA, PLAIN, Integer.MAX_VALUE).shuffle(1).open()) {
      Iterator<Batch> epoch = prefetcher.epoch(0).iterator();
      assertEquals(23, epoch.next().size());
      assertFalse(epoch.hasNext());
    }
  }

  @Test
  void everyEpochHasItsOwnOrderOfAllPictures() {
    DataLoader shuffled = BATCHES.shuffle(11);
    try (BatchPrefetcher prefetcher = shuffled.open();
        BatchPrefetcher again = shuffled.open()) {
      List<Integer> first = labels(prefetcher.epoch(0));
      List<Integer> second = labels(prefetcher.epoch(1));
      assertNotEquals(first, second);
      assertEquals(IntStream.range(0, 23).boxed().toList(), first.stream().sorted().toList());
      assertEquals(second, labels(again.epoch(1)), "whatever came before");
      assertEquals(first, labels(prefetcher.epoch(0)));
    }
    try (BatchPrefetcher other = BATCHES.shuffle(12).open();
        BatchPrefetcher prefetcher = shuffled.open()) {
      assertNotEquals(labels(prefetcher.epoch(0)), labels(other.epoch(0)));
    }
  }

  @Test
  void resumesInTheMiddle() {
    try (BatchPrefetcher prefetcher = BATCHES.shuffle(11).open()) {
      List<Integer> whole = labels(prefetcher.epoch(3));
      assertEquals(whole.subList(10, 23), labels(prefetcher.epoch(3, 2)));
      assertEquals(List.of(), labels(prefetcher.epoch(3, 5)));
      assertThrows(DataException.class, () -> prefetcher.epoch(3, 6));
    }
  }

  @Test
  void batchesHoldPreprocessedPictures() {
    PictureSet data = TestSets.random(40, new PictureShape(3, 8, 8), 4);
    Preprocessing preprocessing = Preprocessing.standardizing(data).padding(1);
    PixelNormalizer normalizer = preprocessing.normalizer();
    var expected = new float[normalizer.values()];
    try (BatchPrefetcher prefetcher = new DataLoader(data, preprocessing, 7).open()) {
      int picture = 0;
      for (Batch batch : prefetcher.epoch(0)) {
        float[] images = batch.input().floats();
        for (int i = 0; i < batch.size(); i++, picture++) {
          normalizer.apply(data.picture(picture).pixels(), MemorySegment.ofArray(expected), 0);
          assertArrayEquals(
              expected, Arrays.copyOfRange(images, i * expected.length, (i + 1) * expected.length));
        }
      }
      assertEquals(40, picture);
    }
  }

  @Test
  void augmentationDependsOnEpochAndPictureOnly() {
    PictureSet data = TestSets.random(30, new PictureShape(3, 8, 8), 4);
    Preprocessing preprocessing = Preprocessing.plain(data.info());
    DataSet changed =
        data.prepared(preprocessing).augments(new RandomCrop(4), new HorizontalFlip());
    DataLoader sevens = new DataLoader(changed, 7);
    DataLoader eights = new DataLoader(changed, 8);
    try (BatchPrefetcher one = sevens.open();
        BatchPrefetcher other = eights.open()) {
      assertEquals(images(one.epoch(2)), images(other.epoch(2)));
      assertNotEquals(images(one.epoch(2)), images(one.epoch(3)));
    }
  }

  @Test
  void leavingHalfwayAndComingBack() {
    try (BatchPrefetcher prefetcher = BATCHES.shuffle(4).open()) {
      List<Integer> whole = labels(prefetcher.epoch(0));
      for (int round = 0; round < 200; round++) {
        Iterator<Batch> begun = prefetcher.epoch(1).iterator();
        begun.next();
        if (round % 2 == 0) {
          begun.next();
        }
        assertEquals(whole, labels(prefetcher.epoch(0)));
        assertThrows(IllegalStateException.class, begun::next);
      }
    }
  }

  @Test
  void aClosedFeedSaysSo() {
    BatchPrefetcher prefetcher = BATCHES.open();
    Iterator<Batch> epoch = prefetcher.epoch(0).iterator();
    epoch.next();
    prefetcher.close();
    prefetcher.close();
    assertThrows(IllegalStateException.class, () -> epoch.forEachRemaining(_ -> {}));
  }

  @Test
  void aForgottenFeedEndsItsThread() throws InterruptedException {
    forget();
    List<Thread> threads = feedThreads();
    for (int attempt = 0; attempt < 200 && threads.stream().anyMatch(Thread::isAlive); attempt++) {
      System.gc();
      for (Thread thread : threads) {
        thread.join(50);
      }
    }
    assertTrue(threads.stream().noneMatch(Thread::isAlive));
  }

  // The feed must be unreachable when its caller looks for the thread: hence a method of its own.
  private static void forget() {
    assertEquals(5, BATCHES.threads(3).open().epoch(0).iterator().next().size());
  }

  @Test
  void errorsReachTheConsumer() {
    PictureSet broken =
        new PictureSet() {
          @Override
          public DataInfo info() {
            return DATA.info();
          }

          @Override
          public int size() {
            return 23;
          }

          @Override
          public int label(int index) {
            return 0;
          }

          @Override
          public void copyPicture(int index, MemorySegment target, long offset) {
            if (index == 12) {
              throw new DataException("picture 12", "cannot be read", "Get it again");
            }
          }
        };
    try (BatchPrefetcher prefetcher = new DataLoader(broken, PLAIN, 5).open()) {
      Iterator<Batch> epoch = prefetcher.epoch(0).iterator();
      epoch.next();
      epoch.next();
      var error = assertThrows(DataException.class, epoch::next);
      assertTrue(error.getMessage().contains("picture 12"));
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    PictureSet data = TestSets.random(53, new PictureShape(3, 9, 7), 4);
    DataSet changed =
        data.prepared(Preprocessing.plain(data.info()))
            .augments(new RandomCrop(2), new HorizontalFlip());
    DataLoader loader = new DataLoader(changed, 8).shuffle(5);
    try (BatchPrefetcher one = loader.threads(1).open();
        BatchPrefetcher two = loader.threads(2).open();
        BatchPrefetcher four = loader.threads(4).open()) {
      for (int epoch = 0; epoch < 3; epoch++) {
        List<Float> expected = images(one.epoch(epoch));
        assertEquals(expected, images(two.epoch(epoch)), "2 threads, epoch " + epoch);
        assertEquals(expected, images(four.epoch(epoch)), "4 threads, epoch " + epoch);
        List<Integer> rest = classes(one.epoch(epoch, 4));
        assertEquals(rest, classes(four.epoch(epoch, 4)), "resumed in epoch " + epoch);
      }
    }
  }

  @Test
  void leavingHalfwayWithSeveralThreads() {
    try (BatchPrefetcher prefetcher = BATCHES.shuffle(4).threads(4).open()) {
      List<Integer> whole = labels(prefetcher.epoch(0));
      for (int round = 0; round < 200; round++) {
        Iterator<Batch> begun = prefetcher.epoch(1).iterator();
        for (int i = 0; i < round % 4; i++) {
          begun.next();
        }
        assertEquals(whole, labels(prefetcher.epoch(0)));
        assertThrows(IllegalStateException.class, begun::next);
      }
    }
  }

  @Test
  void manyThreadsOnSmallBatches() {
    try (BatchPrefetcher prefetcher = new DataLoader(DATA, PLAIN, 1).threads(8).open()) {
      assertEquals(IntStream.range(0, 23).boxed().toList(), labels(prefetcher.epoch(0)));
    }
  }

  @Test
  void takesWhatTheEngineLeavesFree() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(1, BATCHES.threadsBeside(processors));
    assertEquals(1, BATCHES.threadsBeside(10 * processors));
    assertEquals(Math.max(1, processors - 1), BATCHES.threadsBeside(1));
    assertEquals(3, BATCHES.threads(3).threadsBeside(1));
    assertThrows(DataException.class, () -> BATCHES.threads(0));
    try (BatchPrefetcher prefetcher = BATCHES.open()) {
      assertEquals(23, labels(prefetcher.epoch(0)).size());
      assertEquals(Math.max(1, processors - 1), prefetcher.growBeside(1));
      assertEquals(IntStream.range(0, 23).boxed().toList(), labels(prefetcher.epoch(1)));
    }
  }

  @Test
  void theFirstOfSeveralErrorsReachesTheConsumer() {
    DataSet broken =
        DataSet.of(
            40,
            i -> {
              if (i == 9 || i == 11 || i > 20) {
                throw new DataException("example " + i, "cannot be read", "Get it again");
              }
              return Example.of(new float[] {i}, i);
            });
    for (int round = 0; round < 50; round++) {
      try (BatchPrefetcher prefetcher = new DataLoader(broken, 8).threads(4).open()) {
        Iterator<Batch> epoch = prefetcher.epoch(0).iterator();
        assertEquals(8, epoch.next().size());
        var error = assertThrows(DataException.class, epoch::next);
        assertTrue(error.getMessage().startsWith("example 9:"), error.getMessage());
        assertThrows(DataException.class, epoch::next);
        assertEquals(8, prefetcher.epoch(1).iterator().next().size(), "another epoch may begin");
      }
    }
  }

  @Test
  void anInterruptIsKept() {
    try (BatchPrefetcher prefetcher = BATCHES.open()) {
      Thread.currentThread().interrupt();
      assertEquals(23, labels(prefetcher.epoch(0)).size());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(DataException.class, () -> new DataLoader(DATA, PLAIN, 0));
    assertThrows(DataException.class, () -> new DataLoader(DATA.first(0), PLAIN, 5));
    PictureSet other = TestSets.random(3, new PictureShape(1, 2, 2), 2);
    assertThrows(DataException.class, () -> new DataLoader(other, PLAIN, 5));
  }

  private static List<Integer> labels(Iterable<Batch> epoch) {
    var labels = new ArrayList<Integer>();
    for (Batch batch : epoch) {
      for (int i = 0; i < batch.size(); i++) {
        int label = (int) batch.target().at(i);
        double value = batch.input().at(i);
        assertEquals(label / 255f, value, 1e-6, "picture and label belong together");
        labels.add(label);
      }
    }
    return labels;
  }

  private static List<Integer> classes(Iterable<Batch> epoch) {
    var labels = new ArrayList<Integer>();
    for (Batch batch : epoch) {
      for (int i = 0; i < batch.size(); i++) {
        labels.add((int) batch.target().at(i));
      }
    }
    return labels;
  }

  private static List<Float> images(Iterable<Batch> epoch) {
    var values = new ArrayList<Float>();
    for (Batch batch : epoch) {
      for (float value : batch.input().floats()) {
        values.add(value);
      }
    }
    return values;
  }

  private static List<Thread> feedThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("fovea-batches"))
        .toList();
  }
}
