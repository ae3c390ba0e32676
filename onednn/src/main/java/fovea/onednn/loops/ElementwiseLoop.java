package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A kernel that treats every element of some f32 tensors by itself.
 *
 * <p>The work goes through arrays on the heap, in chunks that stay in the first-level cache: the
 * compiler turns loops over arrays into vector code, but not those over native memory, where it
 * cannot exclude that two segments overlap (JDK 25).
 */
public abstract class ElementwiseLoop implements Runnable, OpenMp.Body {
  /** Elements of a chunk: four lanes of them, as most kernels have, take 16 KB. */
  static final int CHUNK = 1024;

  private static final int MOST_LANES = 6;

  /** Below this a team costs more than it brings: a microsecond or more for each call. */
  private static final long WORTH_A_TEAM = 32 * CHUNK;

  private static final ThreadLocal<float[][]> LANES =
      ThreadLocal.withInitial(() -> new float[MOST_LANES][CHUNK]);

  private final BroadcastInput[] reads;
  private final MemorySegment[] writes;
  private final long count;

  /**
   * A kernel from {@code reads} to {@code writes}, which may be the same memory.
   *
   * @param reads at most four segments of one size
   * @param writes at most as many
   */
  public ElementwiseLoop(List<MemorySegment> reads, List<MemorySegment> writes) {
    this.reads = reads.stream().map(BroadcastInput::whole).toArray(BroadcastInput[]::new);
    this.writes = writes.toArray(MemorySegment[]::new);
    this.count = reads.getFirst().byteSize() / Float.BYTES;
  }

  /**
   * A kernel with operands that are broadcast to its result.
   *
   * @param reads at most six; one that is as large as the result may be the same memory
   */
  public ElementwiseLoop(List<BroadcastInput> reads, MemorySegment write) {
    this.reads = reads.toArray(BroadcastInput[]::new);
    this.writes = new MemorySegment[] {write};
    this.count = write.byteSize() / Float.BYTES;
  }

  /** Reads the numbers that change from run to run. */
  public void prepare() {}

  /**
   * Computes the elements {@code from} to {@code from + length}: takes them from {@code lanes}, one
   * for each operand, and leaves the results in the first of them, one for each segment written.
   * Lanes that hold neither are there to use.
   */
  public abstract void compute(float[][] lanes, long from, int length);

  @Override
  public final void run() {
    prepare();
    if (count < WORTH_A_TEAM) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
  }

  @Override
  public final void run(int thread, int threads) {
    long chunks = (count + CHUNK - 1) / CHUNK;
    long first = chunks * thread / threads * CHUNK;
    long end = Math.min(count, chunks * (thread + 1) / threads * CHUNK);
    float[][] lanes = LANES.get();
    for (long from = first; from < end; from += CHUNK) {
      int length = (int) Math.min(CHUNK, end - from);
      for (int i = 0; i < reads.length; i++) {
        reads[i].read(lanes[i], from, length);
      }
      compute(lanes, from, length);
      for (int i = 0; i < writes.length; i++) {
        MemorySegment.copy(lanes[i], 0, writes[i], JAVA_FLOAT, from * Float.BYTES, length);
      }
    }
  }
}
