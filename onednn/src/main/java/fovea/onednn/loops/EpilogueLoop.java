package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.code.Epilogue;
import fovea.onednn.code.EpilogueRoutine;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorPass;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/**
 * ReLU, clamp, and both after a sum, of floats in any layout whose padding may become what zeros
 * become. NaN stays NaN, other than with oneDNN's functions, which make the lower limit of it.
 *
 * @param epilogue without a bias
 */
public record EpilogueLoop(Epilogue epilogue, Vectors vectors) {
  /** Vectors in flight, which hide how long an instruction takes. */
  private static final int UNROLLED = 4;

  /** The name in plans. */
  public String implementation() {
    return "limits:" + vectors.label();
  }

  /**
   * The memory of a pass; the result may be that of one of the others.
   *
   * @param residual as large as the others, if there is one
   */
  public record Buffers(
      MemorySegment source, Optional<MemorySegment> residual, MemorySegment result) {}

  /**
   * Makes it ready to run on as many threads as the calling one has.
   *
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(Buffers at, Function<Routine, MachineCode> codes) {
    long floats = at.result().byteSize() / Float.BYTES;
    VectorPass pass =
        new VectorPass(
            vectors,
            new EpilogueRoutine(epilogue, vectors, UNROLLED),
            new EpilogueRoutine(epilogue, vectors, 1),
            UNROLLED);
    Runnable vectorized =
        pass.bind(
            floats,
            codes,
            at.source().address(),
            at.residual().map(MemorySegment::address).orElse(0L),
            at.result().address());
    long rest = floats - floats % vectors.lanes();
    return () -> {
      vectorized.run();
      for (long i = rest; i < floats; i++) {
        at.result().setAtIndex(JAVA_FLOAT, i, finished(at, i));
      }
    };
  }

  private float finished(Buffers at, long index) {
    float value = at.source().getAtIndex(JAVA_FLOAT, index);
    float sum = value + at.residual().map(other -> other.getAtIndex(JAVA_FLOAT, index)).orElse(0f);
    float result = epilogue.residual() ? sum : value;
    float low = epilogue.limits().map(Epilogue.Limits::low).orElse(Float.NEGATIVE_INFINITY);
    float high = epilogue.limits().map(Epilogue.Limits::high).orElse(Float.POSITIVE_INFINITY);
    return Math.min(Math.max(result, low), high);
  }
}
