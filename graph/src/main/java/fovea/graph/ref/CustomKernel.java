package fovea.graph.ref;

import fovea.graph.Trace;
import fovea.graph.op.CustomOp;
import fovea.graph.spi.Step;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/** A user's Java code over row-major memory. */
final class CustomKernel implements Runnable {
  private final String place;
  private final List<HostBuffer> results;
  private final Runnable code;

  CustomKernel(
      CustomOp.InJava op, Step step, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    List<HostBuffer> given =
        buffers(step.inputTypes(), inputs.stream().map(MemorySegment::asReadOnly).toList());
    this.place = step.label();
    this.results = buffers(step.outputTypes(), outputs);
    this.code = Trace.inKernel(op.name(), () -> op.compute(given, results));
  }

  private static List<HostBuffer> buffers(List<TensorType> types, List<MemorySegment> memory) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> new HostBuffer(types.get(i), memory.get(i)))
        .toList();
  }

  @Override
  public void run() {
    for (HostBuffer result : results) {
      result.data().fill((byte) 0);
    }
    try {
      code.run();
    } catch (RuntimeException e) {
      throw FoveaException.at(
          place, "its Java code ended with " + e, "correct its method compute", e);
    }
  }
}
