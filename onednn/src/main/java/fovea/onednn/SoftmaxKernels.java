package fovea.onednn;

import fovea.graph.Distribution;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Gradients;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Softmax.Algorithm;
import fovea.onednn.ffm.Softmax.Function;

/** Softmax and its logarithm, row-major. */
final class SoftmaxKernels {
  private SoftmaxKernels() {}

  static void lower(Distribution softmax, Step step, Lowering to) {
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
        fovea.onednn.ffm.Softmax.forward(
            Propagation.INFERENCE, function, data, data, Attributes.standard());
    to.roles()
        .read(Arg.SOURCE, to.plain(x))
        .write(Arg.DESTINATION, to.plainResult(step.output()))
        .inPlace()
        .call(step, primitive);
  }

  private static void backward(Function function, Step step, Lowering to) {
    MemoryDesc data = Descs.plain(step.input(0).type());
    PrimitiveDesc forward =
        fovea.onednn.ffm.Softmax.forward(
            Propagation.TRAINING, function, data, data, Attributes.standard());
    PrimitiveDesc primitive =
        fovea.onednn.ffm.Softmax.backward(function, new Gradients(data, data, data), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.plain(step.input(1)))
        .read(Arg.DESTINATION, to.plain(step.input(0)))
        .write(Arg.SOURCE_GRADIENT, to.plainResult(step.output()))
        .call(step, primitive);
  }
}
