package fovea.onednn.pairs;

import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.MachineCode;
import fovea.onednn.ffm.Memory;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.OpenMp;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Stream;
import fovea.onednn.ffm.Sum;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gradient {@code [k, c, kh, kw]} of a convolution's weight, f32, from bf16.
 *
 * @param source the input, as the convolution's window meets it
 * @param upstream the gradient of the result: as many pixels as the window has places
 * @param shares of the work
 */
public record WeightGradient(Pixels source, Pixels upstream, Shares shares) {
  /** The layout of the gradient. */
  public static final String LAYOUT = "OIhw16i16o";

  /** The name in plans. */
  public static final String IMPLEMENTATION = "pairs:avx512_bf16";

  /** For as many threads as the calling one has. */
  public static WeightGradient of(Pixels source, Pixels upstream) {
    return new WeightGradient(source, upstream, OpenMp.threads());
  }

  WeightGradient(Pixels source, Pixels upstream, int threads) {
    this(source, upstream, Shares.of(threads, whole(source, upstream)));
  }

  private static Shares.Whole whole(Pixels source, Pixels upstream) {
    return new Shares.Whole(
        Math.ceilDiv(upstream.count(), 2),
        source.blocks() * source.taps(),
        Math.ceilDiv(upstream.blocks(), OuterProducts.MOST_COLUMNS));
  }

  /**
   * The memory of a pass.
   *
   * @param source the input
   * @param upstream the gradient of the result
   * @param pairs {@link #pairBytes()}
   * @param sums {@link #sumBytes()}
   * @param weight the gradient of the weight, in {@link #LAYOUT}
   */
  public record Buffers(
      MemorySegment source,
      MemorySegment upstream,
      MemorySegment pairs,
      MemorySegment sums,
      MemorySegment weight) {}

  /** For what all threads have brought together. */
  public long pairBytes() {
    return shares.count() * PairMemory.BYTES;
  }

  /** For sums over some of the pixels each; at least one. */
  public long sumBytes() {
    return summed() ? shares.pixels() * weightBytes() : 1;
  }

  private long weightBytes() {
    return weightElements() * Float.BYTES;
  }

  private long weightElements() {
    int block = Placement.BLOCK * Placement.BLOCK;
    return (long) upstream.blocks() * whole(source, upstream).rows() * block;
  }

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of routines, or knows it already
   */
  public List<Runnable> bind(Buffers at, Function<Routine, MachineCode> codes) {
    Operand input = Operand.of(source, at.source());
    Operand gradient = Operand.of(upstream, at.upstream());
    Shares.Whole whole = whole(source, upstream);
    List<Runnable> all = new ArrayList<>();
    for (int i = 0; i < shares.count(); i++) {
      Shares.Share share = shares.share(i, whole);
      MemorySegment pairs = at.pairs().asSlice(i * PairMemory.BYTES, PairMemory.BYTES);
      MemorySegment into = summed() ? sum(at, share.sum()) : at.weight();
      all.add(new GradientShare(input, gradient, share, PairMemory.of(pairs), into, codes).bind());
    }
    return summed() ? List.of(atOnce(all), addUp(at)) : List.of(atOnce(all));
  }

  /** Whether there are several sums over parts of the pixels. */
  private boolean summed() {
    return shares.pixels() > 1;
  }

  private MemorySegment sum(Buffers at, int index) {
    return at.sums().asSlice(index * weightBytes(), weightBytes());
  }

  private static Runnable atOnce(List<Runnable> shares) {
    OpenMp.Body body =
        (thread, threads) -> {
          for (int i = thread; i < shares.size(); i += threads) {
            shares.get(i).run();
          }
        };
    return () -> OpenMp.parallel(body);
  }

  private Runnable addUp(Buffers at) {
    MemoryDesc one = MemoryDesc.plain(DataType.F32, weightElements());
    float[] ones = new float[shares.pixels()];
    Arrays.fill(ones, 1);
    PrimitiveDesc primitive = Sum.create(ones, Collections.nCopies(ones.length, one), one);
    Map<Arg, Memory> buffers = new LinkedHashMap<>();
    for (int i = 0; i < ones.length; i++) {
      buffers.put(Arg.source(i), Memory.of(one, sum(at, i)));
    }
    buffers.put(Arg.DESTINATION, Memory.of(one, at.weight()));
    return new Execution(primitive.compile(), Stream.create(), buffers)::run;
  }
}
