package fovea.onednn.ops;

import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.update.F32UpdateLoops;
import fovea.onednn.lower.Lowering;
import java.util.ArrayList;
import java.util.List;

/**
 * Optimizers and running statistics in the storage layout of the weight: its moments move there
 * too, the gradient is converted if it came out otherwise. In place, unless something else is still
 * made of a result before a variable takes it.
 */
public final class UpdateKernels {
  private UpdateKernels() {}

  public static void lower(Update update, Step step, Lowering to) {
    DType dtype = step.input(0).type().dtype();
    boolean supported = dtype == DType.F32 || update instanceof Update.Increment;
    if (!supported) {
      to.reference(step);
      return;
    }
    List<Slot> reads = new ArrayList<>();
    int tensors = step.inputs().size() - update.scalars();
    for (int i = 0; i < step.inputs().size(); i++) {
      Value input = step.input(i);
      reads.add(
          i > 0 && i < tensors
              ? like(step.input(0), input, i < update.targets(), to)
              : to.slot(input));
    }
    List<Slot> writes = new ArrayList<>();
    for (int i = 0; i < update.targets(); i++) {
      writes.add(
          isInPlace(step, i, to)
              ? to.define(step.output(i), reads.get(i))
              : to.result(step.output(i), to.desc(step.input(0))));
    }
    to.java(
        step,
        reads,
        writes,
        memory ->
            F32UpdateLoops.bind(
                update,
                reads.stream().map(memory::of).toList(),
                writes.stream().map(memory::of).toList()));
  }

  /** A tensor in the layout of the weight. */
  private static Slot like(Value weight, Value value, boolean moment, Lowering to) {
    if (to.slot(weight).layout() instanceof Layout.Plain) {
      return to.plain(value);
    }
    MemoryDesc home = to.desc(weight);
    return moment ? to.weight(value, home) : to.in(value, home);
  }

  /** Whether a target is stored in the variable that takes the result. */
  private static boolean isInPlace(Step step, int target, Lowering to) {
    return step.input(target).origin() instanceof Value.Origin.Stored(Variable variable)
        && to.target(step.output(target)).filter(variable::equals).isPresent();
  }
}
