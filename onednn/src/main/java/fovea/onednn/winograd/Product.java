package fovea.onednn.winograd;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DnnlMemory;
import fovea.onednn.ffm.DnnlStream;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.PrimitiveDesc;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two transformed tiles and their product in memory.
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
  Runnable bind(PrimitiveDesc primitive, DnnlStream stream) {
    Map<Arg, DnnlMemory> buffers = new LinkedHashMap<>();
    buffers.put(Arg.SOURCE, DnnlMemory.of(primitive.source(), a));
    buffers.put(Arg.WEIGHTS, DnnlMemory.of(primitive.weights(), b));
    buffers.put(Arg.DESTINATION, DnnlMemory.of(primitive.destination(), result));
    if (primitive.scratchpad().size() > 0) {
      buffers.put(Arg.SCRATCHPAD, DnnlMemory.of(primitive.scratchpad(), pad));
    }
    return new Execution(primitive.compile(), stream, buffers)::run;
  }
}
