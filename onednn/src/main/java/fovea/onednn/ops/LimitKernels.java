package fovea.onednn.ops;

import fovea.graph.op.Unary;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.type.DType;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.EpilogueLoop;
import fovea.onednn.lower.Lowering;
import java.util.List;
import java.util.Optional;

/**
 * ReLU and clamp that leave NaN as it is, by machine code of our own: oneDNN's make the lower limit
 * of it.
 */
final class LimitKernels {
  private LimitKernels() {}

  /** Adds a call for a function that limits f32; says whether there is one. */
  static boolean unary(Unary function, Step step, Lowering to) {
    Optional<Epilogue.Limits> limits = limits(function);
    return limits.isPresent() && limited(limits.get(), to.desc(step.input(0)), step, to);
  }

  /** Adds a call for ReLU of the sum of two tensors of f32; says whether there is one. */
  static boolean addRelu(MemoryDesc data, Step step, Lowering to) {
    return limited(Epilogue.Limits.relu(), data, step, to);
  }

  /** The limits; none where the padding of a layout, which is zeros, would not stay so. */
  private static Optional<Epilogue.Limits> limits(Unary function) {
    return switch (function) {
      case Unary.Relu _ -> Optional.of(Epilogue.Limits.relu());
      case Unary.Clamp(double low, double high) when low <= 0 && high >= 0 ->
          Optional.of(new Epilogue.Limits((float) low, (float) high));
      default -> Optional.empty();
    };
  }

  /** Limits the sum of all inputs, which lie as {@code data} says. */
  private static boolean limited(Epilogue.Limits limits, MemoryDesc data, Step step, Lowering to) {
    Optional<Vectors> vectors = Vectors.here();
    if (vectors.isEmpty() || step.output().type().dtype() != DType.F32) {
      return false;
    }
    boolean sum = step.inputs().size() > 1;
    var loop = new EpilogueLoop(new Epilogue(false, sum, Optional.of(limits)), vectors.get());
    List<Slot> reads = step.inputs().stream().map(input -> to.in(input, data)).toList();
    Slot result = to.result(step.output(), data);
    to.inPlace(
        step,
        loop.implementation(),
        reads,
        result,
        memory ->
            loop.bind(
                new EpilogueLoop.Buffers(
                    memory.of(reads.getFirst()),
                    sum ? Optional.of(memory.of(reads.getLast())) : Optional.empty(),
                    memory.of(result)),
                to::code));
    return true;
  }
}
