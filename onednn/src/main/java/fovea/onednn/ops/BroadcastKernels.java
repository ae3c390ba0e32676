package fovea.onednn.ops;

import fovea.graph.op.Binary;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.BinaryLoop;
import fovea.onednn.loops.CopyLoop;
import fovea.onednn.loops.IndexLoops;
import fovea.onednn.loops.SelectLoop;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.MemoryAxes;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Operands that are broadcast to the result, in all the ways that oneDNN has no fast code for: in
 * the layout of a larger tensor, so that a scale for each channel of each picture meets what
 * convolutions make without a reorder.
 */
public final class BroadcastKernels {
  private BroadcastKernels() {}

  static void binary(Binary binary, Step step, Lowering to) {
    Value a = step.input(0);
    Value b = step.input(1);
    TensorType out = step.output().type();
    Optional<MemoryAxes> laid =
        Stream.of(a, b)
            .filter(value -> value.type().equals(out))
            .flatMap(value -> MemoryAxes.of(to.desc(value)).stream())
            // Weights of a convolution in groups lie with an axis more than they have.
            .filter(axes -> axes.desc().rank() == Math.max(1, out.shape().rank()))
            .filter(axes -> keepsZeros(axes, binary, step))
            .findFirst();
    MemoryAxes target = laid.orElseGet(() -> plain(out));
    BroadcastOperand left = BroadcastOperand.of(a, out, target, to);
    BroadcastOperand right = BroadcastOperand.of(b, out, target, to);
    Slot result = to.result(step.output(), target.desc());
    boolean overRight = b.type().equals(out) && !a.type().equals(out);
    to.inPlace(
        step,
        overRight ? List.of(right.slot(), left.slot()) : List.of(left.slot(), right.slot()),
        result,
        memory -> new BinaryLoop(binary, left.in(memory), right.in(memory), memory.of(result)));
  }

  /** Repeats axes of size 1, in the layout that a reader has its other operand in. */
  static void broadcast(Step step, Lowering to) {
    Value x = step.input(0);
    TensorType out = step.output().type();
    if (out.dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    MemoryAxes target = liked(step, to).orElseGet(() -> plain(out));
    BroadcastOperand operand = BroadcastOperand.of(x, out, target, to);
    Slot result = to.result(step.output(), target.desc());
    to.java(
        step,
        List.of(operand.slot()),
        List.of(result),
        memory -> new CopyLoop(operand.in(memory), memory.of(result)));
  }

  private static Optional<MemoryAxes> liked(Step step, Lowering to) {
    Value result = step.output();
    return to.readers(result).stream()
        .flatMap(reader -> reader.inputs().stream())
        .filter(value -> !value.equals(result) && value.type().equals(result.type()))
        .flatMap(value -> to.known(value).stream())
        .filter(desc -> !desc.isPlain() && !desc.isPadded())
        .flatMap(desc -> MemoryAxes.of(desc).stream())
        .findFirst();
  }

  public static void select(Step step, Lowering to) {
    if (step.inputs().stream().allMatch(value -> value.type().dtype() == DType.I32)) {
      to.loop(step, IndexLoops::select);
      return;
    }
    if (step.inputs().stream().anyMatch(value -> value.type().dtype() != DType.F32)) {
      to.reference(step);
      return;
    }
    MemoryDesc data =
        step.inputs().stream()
            .filter(value -> !(to.slot(value).layout() instanceof Layout.Plain))
            .findFirst()
            .map(to::desc)
            .orElseGet(() -> Descs.plain(step.output().type()));
    List<Slot> reads = step.inputs().stream().map(value -> to.in(value, data)).toList();
    Slot result = to.result(step.output(), data);
    to.inPlace(
        step,
        reads,
        result,
        memory -> new SelectLoop(reads.stream().map(memory::of).toList(), memory.of(result)));
  }

  /**
   * Whether places that hold no element stay 0: they are no matter where there are none, else both
   * operands must have them, and the function take two zeros to zero.
   */
  private static boolean keepsZeros(MemoryAxes axes, Binary binary, Step step) {
    List<Integer> padded =
        IntStream.range(0, axes.desc().rank()).filter(axes::padded).boxed().toList();
    if (padded.isEmpty()) {
      return true;
    }
    boolean both =
        step.inputs().stream()
            .map(value -> BroadcastOperand.row(value, step.output().type()).dims())
            .allMatch(dims -> padded.stream().allMatch(i -> dims[i] == axes.desc().dims()[i]));
    boolean zero = binary.formula().applyAsDouble(0, 0) == 0;
    boolean named = axes.desc().sized(axes.desc().dims()).isPresent();
    return both && zero && named;
  }

  private static MemoryAxes plain(TensorType type) {
    return MemoryAxes.of(Descs.plain(type)).orElseThrow();
  }
}
