package fovea.onednn.winograd;

import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Rows of tiles, each with all blocks of channels, shared out among the threads. */
record Rows(long items, int blocks, Work work) implements Runnable, OpenMp.Body {
  private static final int ARGUMENTS = 16;

  /** Memory for the arguments of machine code, one for each thread. */
  private static final ThreadLocal<MemorySegment> MEMORY =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(ARGUMENTS * Long.BYTES, 64));

  /** What is to be done with a block of a row. */
  @FunctionalInterface
  interface Work {
    /** Does it; {@code arguments} may be used for those of machine code. */
    void run(long item, int block, MemorySegment arguments);
  }

  @Override
  public void run() {
    OpenMp.parallel(this);
  }

  @Override
  public void run(int thread, int threads) {
    MemorySegment arguments = MEMORY.get();
    long end = items * (thread + 1) / threads;
    for (long item = items * thread / threads; item < end; item++) {
      for (int block = 0; block < blocks; block++) {
        work.run(item, block, arguments);
      }
    }
  }
}
