package fovea.onednn.ops;

import fovea.graph.op.Reduce;
import fovea.graph.spi.Call;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.ArgMaxLoop;
import fovea.onednn.loops.LoopAxis;
import fovea.onednn.loops.reduce.LargestLoop;
import fovea.onednn.loops.reduce.SumLoop;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.MemoryAxes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reductions of a tensor as it lies into a row-major one, by loops of our own: oneDNN adds up one
 * by one in f32, and is slow at it.
 */
public final class ReduceKernels {
  private ReduceKernels() {}

  public static void lower(Reduce reduce, Step step, Lowering to) {
    switch (reduce) {
      case Reduce.Sum(List<Integer> axes, boolean _) -> reduction(SumLoop::new, axes, step, to);
      case Reduce.Maximum(List<Integer> axes, boolean _) ->
          reduction(LargestLoop::new, axes, step, to);
      case Reduce.ArgMax(int axis) -> argMax(axis, step, to);
    }
  }

  private static void argMax(int axis, Step step, Lowering to) {
    TensorType type = step.input(0).type();
    if (type.dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    int along = type.shape().axis(axis);
    var line = new ArgMaxLoop.Line(type.shape().dim(along), type.shape().strides()[along]);
    to.loop(step, (in, found) -> new ArgMaxLoop(line, in.getFirst(), found));
  }

  private interface Loop {
    Runnable of(List<LoopAxis> axes, MemorySegment from, MemorySegment to);
  }

  private static void reduction(Loop loop, List<Integer> axes, Step step, Lowering to) {
    Value x = step.input(0);
    if (x.type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    Shape shape = x.type().shape();
    List<Integer> reduced = axes.stream().map(shape::axis).toList();
    if (reduced.isEmpty()) {
      MoveKernels.alias(step, to);
      return;
    }
    reduction(loop, x, reduced, step.output(), PlainLowering.label(step, "java", false), to);
  }

  /** Sums {@code x} over axes, as a part of a step. */
  static void sum(Value x, List<Integer> axes, Value sums, Call.Label label, Lowering to) {
    reduction(SumLoop::new, x, axes, sums, label, to);
  }

  private static void reduction(
      Loop loop, Value x, List<Integer> reduced, Value y, Call.Label label, Lowering to) {
    Shape shape = x.type().shape();
    Optional<MemoryAxes> lying =
        MemoryAxes.of(to.desc(x))
            .filter(axes -> axes.desc().rank() == shape.rank())
            .filter(axes -> !axes.desc().isPadded() || endsInPadding(axes, reduced));
    Slot from = lying.isPresent() ? to.slot(x) : to.plain(x);
    List<LoopAxis> steps = lying.orElseGet(() -> plain(x)).steps(strides(shape, reduced));
    Slot result = to.plainResult(y);
    to.java(
        label,
        List.of(from),
        List.of(result),
        memory -> loop.of(steps, memory.of(from), memory.of(result)));
  }

  /** Whether places that hold no element come to results after the last one only. */
  private static boolean endsInPadding(MemoryAxes axes, List<Integer> reduced) {
    return IntStream.range(0, axes.desc().rank())
        .filter(axes::padded)
        .allMatch(
            padded ->
                !reduced.contains(padded)
                    && IntStream.range(0, padded).allMatch(reduced::contains));
  }

  private static MemoryAxes plain(Value x) {
    MemoryDesc desc = Descs.plain(x.type());
    return MemoryAxes.of(desc).orElseThrow();
  }

  /** Of the result, 0 along what is reduced. */
  private static long[] strides(Shape shape, List<Integer> reduced) {
    long[] strides = Reduce.reduced(shape, reduced, true).strides();
    return IntStream.range(0, strides.length)
        .mapToLong(axis -> reduced.contains(axis) ? 0 : strides[axis])
        .toArray();
  }
}
