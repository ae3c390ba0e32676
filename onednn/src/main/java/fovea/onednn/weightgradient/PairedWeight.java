package fovea.onednn.weightgradient;

import fovea.onednn.code.EachCall;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A weight {@code [k, c, kh, kw]} in f32, stored in the layout of its gradient, as pairs of bf16
 * that convolutions multiply: oneDNN's own reorders go through it number by number.
 *
 * @param outputs blocks of k
 * @param inputs blocks of c
 * @param taps pixels of the window
 * @param transposed whether pairs are of k, as the gradient of the input wants them, not of c
 */
public record PairedWeight(int outputs, int inputs, int taps, boolean transposed) {
  /** The name in plans. */
  public static final String IMPLEMENTATION = WeightGradient.IMPLEMENTATION;

  private static final int AXES = 4;
  private static final long SOURCE_BYTES = (long) Placement.BLOCK * Placement.BLOCK * Float.BYTES;
  private static final long BYTES = SOURCE_BYTES / 2;

  /** The way from one layout to another, if it is this one. */
  public static Optional<PairedWeight> between(MemoryDesc from, MemoryDesc into) {
    long[] dims = into.dims();
    boolean possible =
        DnnlEngine.multipliesBf16()
            && from.type() == DataType.F32
            && into.type() == DataType.BF16
            && dims.length == AXES
            && Math.floorMod(dims[0] | dims[1], Placement.BLOCK) == 0
            && from.equals(MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, dims));
    if (!possible) {
      return Optional.empty();
    }
    int outputs = Math.toIntExact(dims[0] / Placement.BLOCK);
    int inputs = Math.toIntExact(dims[1] / Placement.BLOCK);
    int taps = Math.toIntExact(dims[2] * dims[3]);
    return Stream.of(false, true)
        .map(transposed -> new PairedWeight(outputs, inputs, taps, transposed))
        .filter(weight -> into.equals(MemoryDesc.of(DataType.BF16, weight.order(), dims)))
        .findFirst();
  }

  private FormatTag order() {
    return transposed ? FormatTag.IOHW8O16I2O : FormatTag.OIHW8I16O2I;
  }

  /**
   * Makes it ready to run on as many threads as the calling one has.
   *
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(
      MemorySegment from, MemorySegment into, Function<Routine, MachineCode> codes) {
    List<Runnable> parts = new ArrayList<>();
    int threads = OpenMp.threads();
    for (int thread = 0; thread < threads; thread++) {
      MachineCalls.Program calls = new MachineCalls.Program();
      if (transposed) {
        transposed(from, into, Span.part(thread, threads, inputs), codes, calls);
      } else {
        straight(from, into, Span.part(thread, threads, outputs * inputs * taps), codes, calls);
      }
      if (!calls.empty()) {
        parts.add(new MachineCalls(codes.apply(new EachCall()), calls, List.of()));
      }
    }
    return OpenMp.atOnce(parts);
  }

  private static void straight(
      MemorySegment from,
      MemorySegment into,
      Span blocks,
      Function<Routine, MachineCode> codes,
      MachineCalls.Program calls) {
    if (blocks.size() > 0) {
      calls.add(
          codes.apply(new BlockPairing(false)),
          from.address() + blocks.first() * SOURCE_BYTES,
          into.address() + blocks.first() * BYTES,
          blocks.size(),
          SOURCE_BYTES,
          BYTES);
    }
  }

  private void transposed(
      MemorySegment from,
      MemorySegment into,
      Span rows,
      Function<Routine, MachineCode> codes,
      MachineCalls.Program calls) {
    MachineCode code = codes.apply(new BlockPairing(true));
    for (int row = rows.first(); row < rows.end(); row++) {
      for (int tap = 0; tap < taps; tap++) {
        calls.add(
            code,
            from.address() + ((long) row * taps + tap) * SOURCE_BYTES,
            into.address() + ((long) row * outputs * taps + tap) * BYTES,
            outputs,
            (long) inputs * taps * SOURCE_BYTES,
            taps * BYTES);
      }
    }
  }
}
