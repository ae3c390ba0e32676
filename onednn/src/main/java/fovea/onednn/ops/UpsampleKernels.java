package fovea.onednn.ops;

import fovea.graph.op.Upsample;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.ResamplingPrimitive;
import fovea.onednn.ffm.primitive.ResamplingPrimitive.Algorithm;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;

/** Bilinear resampling. */
public final class UpsampleKernels {
  private UpsampleKernels() {}

  public static void lower(Upsample upsample, Step step, Lowering to) {
    switch (upsample) {
      case Upsample.Bilinear of -> {
        if (declined(of, step.input(0).type().shape())) {
          to.reference(step);
        } else {
          forward(step, to);
        }
      }
      case Upsample.BilinearGrad(Upsample.Bilinear of, Shape input) -> {
        if (declined(of, input)) {
          to.reference(step);
        } else {
          backward(step, to);
        }
      }
    }
  }

  /** oneDNN knows pixel centers only, and is wrong where the source is a single pixel. */
  private static boolean declined(Upsample.Bilinear of, Shape input) {
    return of.alignCorners() || (input.dim(2) == 1 && input.dim(3) == 1);
  }

  private static void forward(Step step, Lowering to) {
    Value x = step.input(0);
    PrimitiveDesc primitive = primitive(Propagation.INFERENCE, to.desc(x), step.output().type());
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.result(step.output(), primitive.destination()))
        .call(step, primitive);
  }

  private static void backward(Step step, Lowering to) {
    Value dy = step.input(0);
    MemoryDesc source = Descs.plain(step.output().type());
    PrimitiveDesc forward = primitive(Propagation.TRAINING, source, dy.type());
    PrimitiveDesc primitive =
        ResamplingPrimitive.backward(Algorithm.LINEAR, source, forward.destination(), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, primitive.destinationGradient()))
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(step, primitive);
  }

  private static PrimitiveDesc primitive(
      Propagation propagation, MemoryDesc source, TensorType result) {
    return ResamplingPrimitive.forward(propagation, Algorithm.LINEAR, source, Descs.any(result));
  }
}
