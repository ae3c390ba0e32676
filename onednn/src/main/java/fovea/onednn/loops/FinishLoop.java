package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.code.EachCall;
import fovea.onednn.code.Finish;
import fovea.onednn.code.FinishRoutine;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MachineCalls;
import fovea.onednn.ffm.MachineCode;
import fovea.onednn.ffm.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * ReLU, clip, and both after a sum, of floats in any layout whose padding may become what zeros
 * become. NaN stays NaN, other than with oneDNN's functions, which make the lower limit of it.
 *
 * @param finish without a bias
 */
public record FinishLoop(Finish finish, Vectors vectors) {
  /** Vectors in flight, which hide how long an instruction takes. */
  private static final int UNROLLED = 4;

  /** Below so many floats a team costs more than it brings. */
  private static final long WORTH_A_TEAM = 16 << 10;

  /** The name in plans. */
  public String implementation() {
    return "limits:" + vectors.label();
  }

  /**
   * The memory of a pass; the result may be that of one of the others.
   *
   * @param summand as large as the others, if there is one
   */
  public record Buffers(
      MemorySegment source, Optional<MemorySegment> summand, MemorySegment result) {}

  /**
   * Makes it ready to run on as many threads as the calling one has.
   *
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(Buffers at, Function<Routine, MachineCode> codes) {
    long floats = at.result().byteSize() / Float.BYTES;
    FinishRoutine group = new FinishRoutine(finish, vectors, UNROLLED);
    FinishRoutine single = new FinishRoutine(finish, vectors, 1);
    int groups = Math.toIntExact(floats / group.floats());
    int singles = (int) (floats % group.floats() / single.floats());
    int threads = floats < WORTH_A_TEAM ? 1 : Math.min(OpenMp.threads(), groups);
    List<MachineCalls> parts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      MachineCalls.Program calls = new MachineCalls.Program();
      Span span = Span.part(thread, threads, groups);
      call(group, (long) span.first() * group.floats(), span.size(), at, codes, calls);
      if (thread == threads - 1) {
        call(single, (long) groups * group.floats(), singles, at, codes, calls);
      }
      if (!calls.empty()) {
        parts.add(new MachineCalls(codes.apply(new EachCall()), calls, List.of()));
      }
    }
    Runnable vectorized =
        switch (parts.size()) {
          case 0 -> () -> {};
          case 1 -> parts.getFirst();
          default -> OpenMp.atOnce(parts);
        };
    long rest = floats - floats % vectors.lanes();
    return () -> {
      vectorized.run();
      for (long i = rest; i < floats; i++) {
        at.result().setAtIndex(JAVA_FLOAT, i, finished(at, i));
      }
    };
  }

  private static void call(
      FinishRoutine routine,
      long first,
      int count,
      Buffers at,
      Function<Routine, MachineCode> codes,
      MachineCalls.Program calls) {
    long bytes = first * Float.BYTES;
    if (count > 0) {
      calls.add(
          codes.apply(routine),
          at.source().address() + bytes,
          at.summand().map(other -> other.address() + bytes).orElse(0L),
          at.result().address() + bytes,
          count);
    }
  }

  private float finished(Buffers at, long index) {
    float value = at.source().getAtIndex(JAVA_FLOAT, index);
    float sum = value + at.summand().map(other -> other.getAtIndex(JAVA_FLOAT, index)).orElse(0f);
    float result = finish.summand() ? sum : value;
    float low = finish.limits().map(Finish.Limits::low).orElse(Float.NEGATIVE_INFINITY);
    float high = finish.limits().map(Finish.Limits::high).orElse(Float.POSITIVE_INFINITY);
    return Math.min(Math.max(result, low), high);
  }
}
