package fovea.onednn;

import fovea.graph.Upsample;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Resampling;
import fovea.onednn.ffm.Resampling.Algorithm;

/** Bilinear resampling; oneDNN knows pixel centers only, aligned corners go to the reference. */
final class UpsampleKernels {
  private UpsampleKernels() {}

  static void lower(Upsample resize, Step step, Lowering to) {
    switch (resize) {
      case Upsample.Bilinear(int _, int _, boolean aligned) -> {
        if (aligned) {
          to.reference(step);
        } else {
          forward(step, to);
        }
      }
      case Upsample.BilinearGrad(Upsample.Bilinear of, Shape input) -> {
        // oneDNN 3.11 gives wrong gradients for a single source pixel.
        boolean pixel = input.dim(2) == 1 && input.dim(3) == 1;
        if (of.alignCorners() || pixel) {
          to.reference(step);
        } else {
          backward(step, to);
        }
      }
    }
  }

  private static void forward(Step step, Lowering to) {
    Value x = step.input(0);
    PrimitiveDesc primitive =
        primitive(Propagation.INFERENCE, to.desc(x), step.output().type());
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
        Resampling.backward(Algorithm.LINEAR, source, forward.destination(), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, primitive.destinationGradient()))
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(step, primitive);
  }

  private static PrimitiveDesc primitive(
      Propagation propagation, MemoryDesc source, TensorType result) {
    return Resampling.forward(propagation, Algorithm.LINEAR, source, Descs.any(result));
  }
}
