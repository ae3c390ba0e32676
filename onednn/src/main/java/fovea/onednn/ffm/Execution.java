package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;

/** A primitive bound to its buffers: a run is one call, without allocation. */
public final class Execution {
  private static final CFunction EXECUTE = CFunction.ofOneDnn("dnnl_primitive_execute");
  private static final int ARGUMENT_SIZE = 16; // struct { int role; dnnl_memory_t memory; }
  private static final int MEMORY_OFFSET = 8;

  private final Primitive primitive;
  private final DnnlStream stream;
  private final List<DnnlMemory> buffers;
  private final MemorySegment arguments;
  private final int count;

  /**
   * Binds; a memory may serve several executions, and {@linkplain DnnlMemory#moveTo moving} it
   * moves all of them.
   */
  public Execution(Primitive primitive, DnnlStream stream, Map<Arg, DnnlMemory> buffers) {
    this.primitive = primitive;
    this.stream = stream;
    this.buffers = List.copyOf(buffers.values());
    this.count = buffers.size();
    this.arguments = Arena.ofAuto().allocate((long) ARGUMENT_SIZE * count, Long.BYTES);
    long offset = 0;
    for (var buffer : buffers.entrySet()) {
      arguments.set(JAVA_INT, offset, buffer.getKey().code());
      arguments.set(JAVA_LONG, offset + MEMORY_OFFSET, buffer.getValue().address());
      offset += ARGUMENT_SIZE;
    }
  }

  /**
   * Runs the primitive on the calling thread and its OpenMP team.
   *
   * @throws DnnlException if the primitive reports a failure
   */
  public void run() {
    try {
      long result = EXECUTE.call(primitive.address(), stream.address(), count, arguments.address());
      if ((int) result != 0) {
        throw new DnnlException(EXECUTE.name(), Status.of(result), this);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  public Primitive primitive() {
    return primitive;
  }

  @Override
  public String toString() {
    return primitive + " on " + buffers;
  }
}
