package fovea.onednn.functions;

import fovea.onednn.code.CacheSize;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorPass;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** An elementwise function of f32 numbers, by machine code. */
public record FunctionLoop(VectorFunction function, Vectors vectors) {
  /** The name in plans. */
  public String implementation() {
    return function.label() + ":" + vectors.label();
  }

  /** What computes the function without machine code: here of what is no whole vector. */
  public interface Plain {
    /** Makes it ready to run. */
    Runnable bind(List<MemorySegment> inputs, MemorySegment result);
  }

  /**
   * Makes it ready to run on as many threads as the calling one has.
   *
   * @param inputs as many as the function has; one of them may be the memory of the result
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(
      List<MemorySegment> inputs,
      MemorySegment result,
      Plain plain,
      Function<Routine, MachineCode> codes) {
    long floats = result.byteSize() / Float.BYTES;
    int together = function.together(vectors);
    boolean streaming = streaming(inputs, result);
    VectorPass pass =
        new VectorPass(
            vectors,
            new FunctionRoutine(function, vectors, together, streaming),
            new FunctionRoutine(function, vectors, 1, streaming),
            together);
    long[] addresses =
        Stream.concat(inputs.stream(), Stream.of(result))
            .mapToLong(MemorySegment::address)
            .toArray();
    Runnable vectorized = pass.bind(floats, codes, addresses);
    long rest = floats % vectors.lanes();
    if (rest == 0) {
      return vectorized;
    }
    Runnable last =
        plain.bind(
            inputs.stream().map(input -> last(input, floats, rest)).toList(),
            last(result, floats, rest));
    return () -> {
      vectorized.run();
      last.run();
    };
  }

  private static MemorySegment last(MemorySegment all, long floats, long rest) {
    return all.asSlice((floats - rest) * Float.BYTES, rest * Float.BYTES);
  }

  /** Whether the first results would have left the caches anyway when the last one is written. */
  private boolean streaming(List<MemorySegment> inputs, MemorySegment result) {
    boolean inPlace = inputs.stream().anyMatch(input -> input.address() == result.address());
    boolean aligned = result.address() % vectors.bytes() == 0;
    long all =
        LongStream.concat(
                inputs.stream().mapToLong(MemorySegment::byteSize),
                LongStream.of(result.byteSize()))
            .sum();
    return aligned && !inPlace && all > CacheSize.bytes();
  }
}
