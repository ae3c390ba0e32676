package fovea.onednn.moments;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mean and biased variance of each channel, in one pass: distances from the channel's first element
 * are summed up in f32 over a few hundred pixels, and such sums in f64.
 */
public final class ChannelMoments implements Runnable, OpenMp.Body {
  /** Pixels of a sum in f32: its error stays near that of an addition. */
  private static final int CHUNK = 256;

  private static final long WORTH_A_TEAM = 1 << 15;

  private final ChannelRuns runs;
  private final Buffers at;
  private final MachineCode together;
  private final MachineCode single;
  private final Worker[] workers;
  private int used;

  /**
   * The memory of a pass.
   *
   * @param x pictures, f32
   * @param mean {@code [c]}, f32
   * @param variance {@code [c]}, f32
   */
  public record Buffers(MemorySegment x, MemorySegment mean, MemorySegment variance) {}

  /** Sums of one thread, and the memory that its calls of machine code need. */
  private static final class Worker {
    final double[] sums;
    final double[] squares;
    final MemorySegment arguments;
    final MemorySegment results;

    Worker(ChannelRuns runs) {
      sums = new double[runs.channels()];
      squares = new double[runs.channels()];
      arguments = Arena.ofAuto().allocate(JAVA_LONG, 5);
      results = Arena.ofAuto().allocate(2L * runs.vectors().bytes(), 64);
    }
  }

  private ChannelMoments(
      ChannelRuns runs, Buffers at, Function<Routine, MachineCode> codes, int threads) {
    this.runs = runs;
    this.at = at;
    this.together = codes.apply(new MomentSums(runs.vectors(), MomentSums.TOGETHER));
    this.single = codes.apply(new MomentSums(runs.vectors(), 1));
    this.workers = new Worker[threads];
    Arrays.setAll(workers, _ -> new Worker(runs));
  }

  /** Makes passes over pictures in a layout. */
  public interface Maker {
    /**
     * Makes a pass ready to run.
     *
     * @param codes makes the code of routines, or knows it already
     */
    Runnable bind(Buffers at, Function<Routine, MachineCode> codes);
  }

  /** What makes passes over f32 in this layout, if this processor and the layout allow it. */
  public static Optional<Maker> over(MemoryDesc desc) {
    return Vectors.here()
        .flatMap(vectors -> ChannelRuns.of(desc, vectors))
        .filter(runs -> runs.all() > 0)
        .map(runs -> (at, codes) -> new ChannelMoments(runs, at, codes, OpenMp.threads()));
  }

  @Override
  public void run() {
    if (workers.length == 1 || runs.all() * runs.channels() < WORTH_A_TEAM) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
    finish();
  }

  @Override
  public void run(int thread, int threads) {
    if (thread == 0) {
      used = threads;
    }
    Worker worker = workers[thread];
    Arrays.fill(worker.sums, 0);
    Arrays.fill(worker.squares, 0);
    int chunks = Math.ceilDiv(runs.pixels(), CHUNK);
    boolean byChannels = runs.groups() >= threads;
    Span groups =
        byChannels ? Span.part(thread, threads, runs.groups()) : new Span(0, runs.groups());
    Span pieces =
        byChannels
            ? new Span(0, runs.pictures() * chunks)
            : Span.part(thread, threads, runs.pictures() * chunks);
    for (int piece = pieces.first(); piece < pieces.end(); piece++) {
      int first = piece % chunks * CHUNK;
      int count = Math.min(CHUNK, runs.pixels() - first);
      for (int group = groups.first(); group < groups.end(); group++) {
        int whole = count / MomentSums.TOGETHER;
        int rest = count % MomentSums.TOGETHER;
        if (whole > 0) {
          add(worker, together, runs.at(piece / chunks, first, group), whole, group);
        }
        if (rest > 0) {
          int next = first + whole * MomentSums.TOGETHER;
          add(worker, single, runs.at(piece / chunks, next, group), rest, group);
        }
      }
    }
  }

  private void add(Worker worker, MachineCode code, long from, int rounds, int group) {
    long base = at.x().address();
    worker.arguments.setAtIndex(JAVA_LONG, 0, base + from * Float.BYTES);
    worker.arguments.setAtIndex(JAVA_LONG, 1, rounds);
    worker.arguments.setAtIndex(JAVA_LONG, 2, runs.pixel() * Float.BYTES);
    worker.arguments.setAtIndex(JAVA_LONG, 3, base + runs.at(0, 0, group) * Float.BYTES);
    worker.arguments.setAtIndex(JAVA_LONG, 4, worker.results.address());
    code.run(worker.arguments);
    int lanes = runs.vectors().lanes();
    int channel = group * lanes;
    for (int lane = 0; lane < lanes; lane++) {
      worker.sums[channel + lane] += worker.results.getAtIndex(JAVA_FLOAT, lane);
      worker.squares[channel + lane] += worker.results.getAtIndex(JAVA_FLOAT, lanes + lane);
    }
  }

  private void finish() {
    int lanes = runs.vectors().lanes();
    long channels = at.mean().byteSize() / Float.BYTES;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double squares = 0;
      for (int thread = 0; thread < used; thread++) {
        sum += workers[thread].sums[channel];
        squares += workers[thread].squares[channel];
      }
      double distance = sum / runs.all();
      double variance = squares / runs.all() - distance * distance;
      long center = runs.at(0, 0, channel / lanes) + channel % lanes;
      double mean = at.x().getAtIndex(JAVA_FLOAT, center) + distance;
      at.mean().setAtIndex(JAVA_FLOAT, channel, (float) mean);
      // What is no number stays so.
      at.variance().setAtIndex(JAVA_FLOAT, channel, variance < 0 ? 0 : (float) variance);
    }
  }
}
