package fovea.onednn.ops;

import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Value;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.BroadcastInput;
import fovea.onednn.loops.LoopAxis;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.MemoryAxes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An operand of a loop that goes over a larger tensor as that lies in memory. */
record BroadcastOperand(Slot slot, List<LoopAxis> axes) {

  /**
   * Takes {@code value} as it lies where that can be read in the order of {@code target}, a tensor
   * of type {@code out}; else in another layout. A padded target has a layout with a name.
   */
  static BroadcastOperand of(Value value, TensorType out, MemoryAxes target, Lowering to) {
    MemoryDesc row = row(value, out);
    if (target.desc().isPadded()) {
      MemoryDesc like = target.desc().sized(row.dims()).orElseThrow();
      return new BroadcastOperand(to.in(value, like), target.steps(like).orElseThrow());
    }
    boolean plain = to.slot(value).layout() instanceof Layout.Plain;
    Optional<List<LoopAxis>> steps =
        plain || to.desc(value).rank() != row.rank()
            ? Optional.empty()
            : target.steps(to.desc(value));
    return steps
        .map(axes -> new BroadcastOperand(to.slot(value), axes))
        .orElseGet(() -> new BroadcastOperand(to.plain(value), target.steps(row).orElseThrow()));
  }

  /** The operand with as many axes as the result, row-major. */
  static MemoryDesc row(Value value, TensorType out) {
    Shape shape = value.type().shape();
    int[] dims = new int[Math.max(1, out.shape().rank())];
    Arrays.fill(dims, 1);
    for (int i = 1; i <= shape.rank(); i++) {
      dims[dims.length - i] = shape.dim(-i);
    }
    return Descs.plain(value.type(), Shape.of(dims));
  }

  /** The operand in memory. */
  BroadcastInput in(Call.Memory memory) {
    return new BroadcastInput(memory.of(slot), axes);
  }
}
