package fovea.onednn.ops;

import fovea.graph.op.Distribution;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.SoftmaxPrimitive;
import fovea.onednn.ffm.primitive.SoftmaxPrimitive.Algorithm;
import fovea.onednn.ffm.primitive.SoftmaxPrimitive.Function;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;

/** Softmax and its logarithm, row-major. */
public final class SoftmaxKernels {
  private SoftmaxKernels() {}

  public static void lower(Distribution softmax, Step step, Lowering to) {
    int axis = step.input(0).type().shape().axis(softmax.axis());
    switch (softmax) {
      case Distribution.Softmax _ -> forward(Algorithm.SOFTMAX.along(axis), step, to);
      case Distribution.LogSoftmax _ -> forward(Algorithm.LOG_SOFTMAX.along(axis), step, to);
      case Distribution.SoftmaxGrad _ -> backward(Algorithm.SOFTMAX.along(axis), step, to);
      case Distribution.LogSoftmaxGrad _ -> backward(Algorithm.LOG_SOFTMAX.along(axis), step, to);
    }
  }

  private static void forward(Function function, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = Descs.plain(x.type());
    PrimitiveDesc primitive =
        SoftmaxPrimitive.forward(
            Propagation.INFERENCE, function, data, data, PrimitiveAttributes.standard());
    to.roles()
        .read(Arg.SOURCE, to.plain(x))
        .write(Arg.DESTINATION, to.plainResult(step.output()))
        .inPlace()
        .call(step, primitive);
  }

  private static void backward(Function function, Step step, Lowering to) {
    MemoryDesc data = Descs.plain(step.input(0).type());
    PrimitiveDesc forward =
        SoftmaxPrimitive.forward(
            Propagation.TRAINING, function, data, data, PrimitiveAttributes.standard());
    PrimitiveDesc primitive =
        SoftmaxPrimitive.backward(function, new BackwardOperands(data, data, data), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.plain(step.input(1)))
        .read(Arg.DESTINATION, to.plain(step.input(0)))
        .write(Arg.SOURCE_GRADIENT, to.plainResult(step.output()))
        .call(step, primitive);
  }
}
