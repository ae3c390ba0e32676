package fovea.graph.ref;

import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Custom;
import fovea.graph.op.CustomOp;
import fovea.graph.op.Dense;
import fovea.graph.op.Distribution;
import fovea.graph.op.Loss;
import fovea.graph.op.Move;
import fovea.graph.op.Noise;
import fovea.graph.op.Norm;
import fovea.graph.op.Op;
import fovea.graph.op.Pool;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.op.Source;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.op.Update;
import fovea.graph.op.Upsample;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Step;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Runs any op in plain Java: one case a family. */
public final class ReferenceOps {
  private ReferenceOps() {}

  /** Binds the kernel of {@code step} to row-major memory. */
  public static Runnable bind(Step step, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    if (step.kernel() instanceof Kernel.Plain(Custom.Computed(CustomOp.InJava op))) {
      return new CustomKernel(op, step, inputs, outputs);
    }
    return () -> {
      Operands operands = Operands.read(step, inputs);
      run(step.kernel(), operands);
      operands.write(outputs);
    };
  }

  private static void run(Kernel kernel, Operands operands) {
    switch (kernel) {
      case Kernel.Plain(Op op) -> run(op, operands);
      case Kernel.FoldWeight(double epsilon) -> NormLoops.foldWeight(epsilon, operands);
      case Kernel.FoldBias(double epsilon, boolean bias) ->
          NormLoops.foldBias(epsilon, bias, operands);
      case Kernel.ConvFused _,
          Kernel.BatchNormRelu _,
          Kernel.BatchNormReluGrad _,
          Kernel.AddRelu _ ->
          throw new IllegalStateException("the reference asks for no fusion: " + kernel.name());
    }
  }

  private static void run(Op op, Operands operands) {
    switch (op) {
      case Unary unary -> PointwiseLoops.unary(unary, operands);
      case UnaryGrad grad -> PointwiseLoops.unaryGrad(grad, operands);
      case Binary binary -> PointwiseLoops.binary(binary, operands);
      case Select _ -> PointwiseLoops.select(operands);
      case Conv conv -> ConvLoops.run(conv, operands);
      case Pool pool -> PoolLoops.run(pool, operands);
      case Dense dense -> DenseLoops.run(dense, operands);
      case Norm norm -> NormLoops.run(norm, operands);
      case Distribution distribution -> SoftmaxLoops.run(distribution, operands);
      case Loss loss -> LossLoops.run(loss, operands);
      case Reduce reduce -> ReduceLoops.run(reduce, operands);
      case Move move -> MoveLoops.run(move, operands);
      case Upsample upsample -> UpsampleLoops.run(upsample, operands);
      case Noise.Dropout dropout -> DropoutLoops.run(dropout, operands);
      case Update update -> UpdateLoops.run(update, operands);
      case Source _, Custom _ -> throw new IllegalStateException("no loops of ours: " + op.name());
    }
  }
}
