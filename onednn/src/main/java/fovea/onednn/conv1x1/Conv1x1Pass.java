package fovea.onednn.conv1x1;

import fovea.onednn.code.EachCall;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A convolution with a 1×1 kernel: each pixel, whose channels lie together, times the weight. Each
 * thread has pixels of its own.
 *
 * @param pixels of all pictures, at least one
 * @param inputs channels of the input, in whole blocks
 * @param outputs channels of the result, in whole blocks
 * @param epilogue what is done with results
 */
public record Conv1x1Pass(int pixels, int inputs, int outputs, Epilogue epilogue) {
  /** The name in plans. */
  public static final String IMPLEMENTATION = "conv1x1:avx512";

  /** What a weight may take that is read anew for each group of pixels: half a core's cache. */
  private static final long NEAR = 512 << 10;

  /** A part of what last-level caches hold: what is larger comes from memory. */
  private static final long CACHED = 8L << 20;

  /** Whether this processor has the instructions. */
  public static boolean possible() {
    return DnnlEngine.hasAvx512();
  }

  /** Whether memory is what one waits for, by the pictures and not by the weight. */
  public boolean pays() {
    long weight = (long) inputs * outputs * Float.BYTES;
    long pictures = (long) pixels * (inputs + outputs) * Float.BYTES;
    return weight <= NEAR && pictures > CACHED;
  }

  /**
   * The memory of a pass.
   *
   * @param pixels {@code [pixels, inputs]}
   * @param weight {@code [outputs, inputs, 1, 1]} in {@link FormatTag#OIHW16I16O}
   * @param bias {@code [outputs]}, f32, if there is one
   * @param residual as large as the result, if there is one; may be the same memory
   * @param result {@code [pixels, outputs]}
   */
  public record Buffers(
      MemorySegment pixels,
      MemorySegment weight,
      Optional<MemorySegment> bias,
      Optional<MemorySegment> residual,
      MemorySegment result) {}

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(Buffers at, Function<Routine, MachineCode> codes) {
    int groups = Math.ceilDiv(pixels, Conv1x1Products.GROUP);
    int threads = Math.min(OpenMp.threads(), groups);
    return OpenMp.atOnce(
        IntStream.range(0, threads)
            .mapToObj(thread -> share(Span.part(thread, threads, groups), at, codes))
            .toList());
  }

  /** The work on some groups of pixels, of which the last one of all may be smaller. */
  private MachineCalls share(Span groups, Buffers at, Function<Routine, MachineCode> codes) {
    int first = groups.first() * Conv1x1Products.GROUP;
    int count = Math.min(groups.end() * Conv1x1Products.GROUP, pixels) - first;
    int whole = count / Conv1x1Products.GROUP;
    int rest = count % Conv1x1Products.GROUP;
    MachineCalls.Program calls = new MachineCalls.Program();
    if (whole > 0) {
      call(Conv1x1Products.GROUP, first, whole, at, codes, calls);
    }
    if (rest > 0) {
      call(rest, first + whole * Conv1x1Products.GROUP, 1, at, codes, calls);
    }
    return new MachineCalls(codes.apply(new EachCall()), calls, List.of());
  }

  /** Adds the call for {@code count} groups of {@code size} pixels. */
  private void call(
      int size,
      long first,
      int count,
      Buffers at,
      Function<Routine, MachineCode> codes,
      MachineCalls.Program calls) {
    long result = first * outputs * Float.BYTES;
    calls.add(
        codes.apply(new Conv1x1Products(inputs, outputs, size, epilogue)),
        at.pixels().address() + first * inputs * Float.BYTES,
        at.weight().address(),
        at.bias().map(MemorySegment::address).orElse(0L),
        at.residual().map(other -> other.address() + result).orElse(0L),
        at.result().address() + result,
        count);
  }
}
