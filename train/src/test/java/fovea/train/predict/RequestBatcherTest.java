package fovea.train.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestBatcherTest {
  private static final double BAD = -1;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();

  /** Doubles every number; refuses a batch that has a bad one. */
  private HostBuffer doubled(HostBuffer rows) {
    sizes.add(rows.type().shape().dim(0));
    double[] values = rows.doubles();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == BAD) {
        throw new IllegalArgumentException("bad");
      }
      values[i] *= 2;
    }
    return HostBuffer.of(rows.type(), values);
  }

  private static HostBuffer row(double... values) {
    return HostBuffer.of(TensorType.f32(1, values.length), values);
  }

  private static List<Future<HostBuffer>> all(int threads, List<Callable<HostBuffer>> calls)
      throws InterruptedException {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      return pool.invokeAll(calls);
    }
  }

  private static List<Callable<HostBuffer>> calls(RequestBatcher batcher, double... values) {
    List<Callable<HostBuffer>> calls = new ArrayList<>();
    for (double value : values) {
      calls.add(() -> batcher.call(row(value, value + 0.5)));
    }
    return calls;
  }

  @Test
  void fullBatchesDoNotWait() throws Exception {
    var batcher = new RequestBatcher(this::doubled, 4, LONG);
    var answers = all(4, calls(batcher, IntStream.range(0, 40).mapToDouble(i -> i).toArray()));
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(2 * i, answers.get(i).get().at(0));
      assertEquals(2 * i + 1, answers.get(i).get().at(1));
    }
    assertEquals(40, sizes.stream().mapToInt(Integer::intValue).sum());
    assertTrue(sizes.stream().allMatch(size -> size == 4), sizes.toString());
  }

  @Test
  void aRequestThatFailsDoesSoAlone() throws Exception {
    var batcher = new RequestBatcher(this::doubled, 4, LONG);
    var answers = all(4, calls(batcher, 1, BAD, 3, 4));
    assertEquals(2, answers.get(0).get().at(0));
    var failed = assertThrows(ExecutionException.class, answers.get(1)::get);
    assertEquals("bad", failed.getCause().getMessage());
    assertEquals(6, answers.get(2).get().at(0));
    assertEquals(8, answers.get(3).get().at(0));
  }

  @Test
  void aLonelyRequestWaitsNoLongerThanItShould() {
    var batcher = new RequestBatcher(this::doubled, 1000, Duration.ZERO);
    assertEquals(2, batcher.call(row(1)).at(0));
    assertEquals(List.of(1), List.copyOf(sizes), "one alone is computed as it is");
  }

  @Test
  void batchesHaveFewSizes() throws Exception {
    var batcher = new RequestBatcher(this::doubled, 80, Duration.ofMillis(500));
    all(12, calls(batcher, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    assertTrue(sizes.stream().allMatch(size -> size == 1 || size % 10 == 0), sizes.toString());
  }

  @Test
  void rowsOfOtherSizesGoIntoOtherBatches() throws Exception {
    var batcher = new RequestBatcher(this::doubled, 2, Duration.ofMillis(5));
    var answers =
        all(
            3,
            List.of(
                () -> batcher.call(row(1)),
                () -> batcher.call(row(2, 3)),
                () -> batcher.call(HostBuffer.of(TensorType.f32(3, 1), 4, 5, 6))));
    assertEquals(2, answers.get(0).get().at(0));
    assertEquals(6, answers.get(1).get().at(1));
    assertEquals(12, answers.get(2).get().at(2));
  }

  @Test
  void sizesAndTimesAreChecked() {
    assertThrows(FoveaException.class, () -> new RequestBatcher(this::doubled, 0, LONG));
    var negative = Duration.ofMillis(-1);
    assertThrows(FoveaException.class, () -> new RequestBatcher(this::doubled, 4, negative));
  }
}
