package fovea.bench.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Made-up pictures and labels, the same in every process. Memory is off-heap, so that every engine
 * copies from it alike.
 *
 * @param pictures {@code [n, c, h, w]} floats, normally distributed
 * @param labels {@code [n]}
 */
public record HostBatch(MemorySegment pictures, List<Integer> labels) {
  private static final int COUNT = 4;
  private static final long SEED = 7;

  /** A few batches, to be used in turn. */
  public static List<HostBatch> of(Workload work) {
    return IntStream.range(0, COUNT).mapToObj(i -> of(work, new Random(SEED + i))).toList();
  }

  private static HostBatch of(Workload work, Random random) {
    int count = work.pictureNumbers();
    MemorySegment pictures = Arena.global().allocate(4L * count, 64);
    for (int i = 0; i < count; i++) {
      pictures.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    int classes = work.network().classes();
    List<Integer> labels =
        IntStream.range(0, work.batch()).map(_ -> random.nextInt(classes)).boxed().toList();
    return new HostBatch(pictures, labels);
  }
}
