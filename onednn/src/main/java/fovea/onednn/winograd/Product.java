package fovea.onednn.winograd;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.Memory;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Stream;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two factors and their product in memory.
 *
 * @param pad memory for the primitive itself
 */
record Product(MemorySegment a, MemorySegment b, MemorySegment result, MemorySegment pad) {
  private static final long ALIGNED = 64;

  /** Bytes that the greediest of some primitives needs, rounded up to whole cache lines. */
  static long pad(List<PrimitiveDesc> primitives) {
    return primitives.stream()
        .mapToLong(primitive -> primitive.scratchpad().size())
        .map(bytes -> Math.ceilDiv(bytes, ALIGNED) * ALIGNED)
        .reduce(ALIGNED, Math::max);
  }

  /** Makes the multiplication ready to run. */
  Runnable bind(PrimitiveDesc primitive, Stream stream) {
    Map<Arg, Memory> buffers = new LinkedHashMap<>();
    buffers.put(Arg.SOURCE, Memory.of(primitive.source(), a));
    buffers.put(Arg.WEIGHTS, Memory.of(primitive.weights(), b));
    buffers.put(Arg.DESTINATION, Memory.of(primitive.destination(), result));
    if (primitive.scratchpad().size() > 0) {
      buffers.put(Arg.SCRATCHPAD, Memory.of(primitive.scratchpad(), pad));
    }
    return new Execution(primitive.compile(), stream, buffers)::run;
  }
}
