package fovea.onednn.ops;

import fovea.graph.op.Loss;
import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BinaryPrimitive;
import fovea.onednn.ffm.EltwisePrimitive;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.ReductionPrimitive;
import fovea.onednn.ffm.primitive.SoftmaxPrimitive;
import fovea.onednn.ffm.primitive.SoftmaxPrimitive.Algorithm;
import fovea.onednn.loops.CrossEntropyLoop;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import java.util.List;

/** Losses, row-major: oneDNN's softmax, and Java for what happens at the labels. */
public final class LossKernels {
  private LossKernels() {}

  public static void lower(Loss loss, Step step, Lowering to) {
    if (step.input(0).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    switch (loss) {
      case Loss.CrossEntropy(double smoothing) -> crossEntropy(smoothing, step, to);
      case Loss.CrossEntropyGrad(double smoothing) -> gradient(smoothing, step, to);
    }
  }

  private static void crossEntropy(double smoothing, Step step, Lowering to) {
    TensorType type = step.input(0).type();
    MemoryDesc data = Descs.plain(type);
    Slot logits = to.plain(step.input(0));
    Slot labels = to.plain(step.input(1));
    Slot probabilities = Slot.temporary(Layout.plain(type));
    to.roles()
        .read(Arg.SOURCE, logits)
        .write(Arg.DESTINATION, probabilities)
        .call(
            step,
            SoftmaxPrimitive.forward(
                Propagation.INFERENCE,
                Algorithm.SOFTMAX.along(1),
                data,
                data,
                PrimitiveAttributes.standard()));
    Slot largest = perRow(ReductionPrimitive.Algorithm.MAX, logits, step, to);
    Slot sum = perRow(ReductionPrimitive.Algorithm.SUM, logits, step, to);
    Slot likeliest = perRow(ReductionPrimitive.Algorithm.MAX, probabilities, step, to);
    Slot result = to.plainResult(step.output());
    to.java(
        step,
        List.of(logits, largest, sum, likeliest, labels),
        List.of(result),
        memory ->
            CrossEntropyLoop.loss(
                targets(smoothing, type, labels, memory),
                new CrossEntropyLoop.Rows(
                    memory.of(logits), memory.of(largest), memory.of(sum), memory.of(likeliest)),
                memory.of(result)));
  }

  /** One number for each row of {@code [n, c]}. */
  private static Slot perRow(
      ReductionPrimitive.Algorithm algorithm, Slot from, Step step, Lowering to) {
    TensorType type = step.input(0).type();
    if (type.shape().dim(1) == 1) {
      // Of one number oneDNN takes nothing: it is all there is of its row.
      return from;
    }
    int rows = type.shape().dim(0);
    MemoryDesc numbers = Descs.plain(type, Shape.of(rows, 1));
    Slot result = Slot.temporary(Layout.plain(type.with(Shape.of(rows))));
    to.roles()
        .read(Arg.SOURCE, from)
        .write(Arg.DESTINATION, result, numbers)
        .call(step, ReductionPrimitive.create(algorithm, Descs.plain(type), numbers));
    return result;
  }

  /** {@code slope * (softmax - even)} at once, then the own classes. */
  private static void gradient(double smoothing, Step step, Lowering to) {
    TensorType type = step.input(0).type();
    MemoryDesc data = Descs.plain(type);
    TensorType number = type.with(Shape.of(1, 1));
    Slot labels = to.plain(step.input(1));
    Slot upstream = to.plain(step.input(2));
    Slot slope = Slot.temporary(Layout.plain(number));
    to.java(
        step,
        List.of(upstream),
        List.of(slope),
        memory ->
            CrossEntropyLoop.slope(
                targets(smoothing, type, labels, memory), memory.of(upstream), memory.of(slope)));
    float even = (float) (smoothing / type.shape().dim(1));
    PrimitiveAttributes attributes =
        PrimitiveAttributes.standard()
            .then(new PostOp.Apply(EltwisePrimitive.Algorithm.LINEAR.function(1, -even)))
            .then(new PostOp.Combine(BinaryPrimitive.Algorithm.MULTIPLY, Descs.plain(number)));
    Slot result = to.plainResult(step.output());
    to.roles()
        .read(Arg.SOURCE, to.plain(step.input(0)))
        .read(Arg.postOp(1), slope)
        .write(Arg.DESTINATION, result)
        .inPlace()
        .call(
            step,
            SoftmaxPrimitive.forward(
                Propagation.INFERENCE, Algorithm.SOFTMAX.along(1), data, data, attributes));
    to.java(
        step,
        List.of(result, labels, slope),
        List.of(result),
        memory ->
            CrossEntropyLoop.subtract(
                targets(smoothing, type, labels, memory), memory.of(slope), memory.of(result)));
  }

  private static CrossEntropyLoop.Targets targets(
      double smoothing, TensorType logits, Slot labels, Call.Memory memory) {
    return new CrossEntropyLoop.Targets(memory.of(labels), logits.shape().dim(1), smoothing);
  }
}
