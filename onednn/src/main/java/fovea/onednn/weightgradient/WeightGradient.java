package fovea.onednn.weightgradient;

import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.DnnlMemory;
import fovea.onednn.ffm.DnnlStream;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.SumPrimitive;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
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
  /** The name in plans. */
  public static final String IMPLEMENTATION = "weight_gradient:avx512_bf16";

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
   * @param weight the gradient of the weight, in {@link FormatTag#OIHW16I16O}
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

  /** For sums over some of the pixels each, and for adding them up; at least one. */
  public long sumBytes() {
    return summed() ? shares.pixels() * weightBytes() + sum().scratchpad().size() : 1;
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
    Operand input = ScatteredPixels.of(source, at.source(), codes);
    Operand gradient = ScatteredPixels.of(upstream, at.upstream(), codes);
    Shares.Whole whole = whole(source, upstream);
    List<Runnable> all = new ArrayList<>();
    for (int i = 0; i < shares.count(); i++) {
      Shares.Share share = shares.share(i, whole);
      MemorySegment pairs = at.pairs().asSlice(i * PairMemory.BYTES, PairMemory.BYTES);
      MemorySegment into = summed() ? sum(at, share.sum()) : at.weight();
      var part =
          new GradientShare(input, gradient, share, PairMemory.of(pairs), into, false, codes);
      all.add(part.bind());
    }
    return summed() ? List.of(OpenMp.atOnce(all), addUp(at)) : List.of(OpenMp.atOnce(all));
  }

  /** Whether there are several sums over parts of the pixels. */
  private boolean summed() {
    return shares.pixels() > 1;
  }

  private MemorySegment sum(Buffers at, int index) {
    return at.sums().asSlice(index * weightBytes(), weightBytes());
  }

  private PrimitiveDesc sum() {
    float[] ones = new float[shares.pixels()];
    Arrays.fill(ones, 1);
    return SumPrimitive.create(ones, Collections.nCopies(ones.length, weight()), weight());
  }

  private MemoryDesc weight() {
    return MemoryDesc.plain(DataType.F32, weightElements());
  }

  private Runnable addUp(Buffers at) {
    PrimitiveDesc sum = sum();
    Map<Arg, DnnlMemory> buffers = new LinkedHashMap<>();
    for (int i = 0; i < shares.pixels(); i++) {
      buffers.put(Arg.source(i), DnnlMemory.of(weight(), sum(at, i)));
    }
    buffers.put(Arg.DESTINATION, DnnlMemory.of(weight(), at.weight()));
    if (sum.scratchpad().size() > 0) {
      MemorySegment pad = at.sums().asSlice(shares.pixels() * weightBytes());
      buffers.put(Arg.SCRATCHPAD, DnnlMemory.of(sum.scratchpad(), pad));
    }
    return new Execution(sum.compile(), DnnlStream.create(), buffers)::run;
  }
}
