package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Reduce;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Reduction;
import fovea.onednn.loops.IndexLoops;
import java.util.List;

/** Reductions of a tensor as it lies into a row-major one. */
final class ReduceKernels {
  private ReduceKernels() {}

  static void lower(Reduce reduce, Step step, Lowering to) {
    switch (reduce) {
      case Reduce.Sum(List<Integer> axes, boolean _) ->
          reduction(Reduction.Algorithm.SUM, axes, step, to);
      case Reduce.Maximum(List<Integer> axes, boolean _) ->
          reduction(Reduction.Algorithm.MAX, axes, step, to);
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
    var line = new IndexLoops.Line(type.shape().dim(along), type.shape().strides()[along]);
    to.loop(step, (in, found) -> IndexLoops.argMax(line, in.getFirst(), found));
  }

  private static void reduction(
      Reduction.Algorithm algorithm, List<Integer> axes, Step step, Lowering to) {
    Value x = step.input(0);
    if (x.type().dtype() != DType.F32 || axes.isEmpty()) {
      to.reference(step);
      return;
    }
    Shape kept = Reduce.reduced(x.type().shape(), axes, true);
    MemoryDesc destination = Descs.plain(x.type(), kept);
    PrimitiveDesc primitive = Reduction.create(algorithm, to.desc(x), destination);
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.plainResult(step.output()), destination)
        .call(step, primitive);
  }
}
