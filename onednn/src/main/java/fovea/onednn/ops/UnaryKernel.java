package fovea.onednn.ops;

import fovea.graph.op.Unary;
import fovea.graph.spi.Step;
import fovea.onednn.ffm.EltwisePrimitive.Algorithm;
import fovea.onednn.ffm.EltwisePrimitive.Function;
import fovea.onednn.functions.FunctionLoop;
import fovea.onednn.functions.VectorFunction;
import fovea.onednn.loops.ErfLoop;
import fovea.onednn.loops.LogLoop;
import fovea.onednn.loops.SoftplusLoop;
import fovea.onednn.lower.Lowering;

/** What runs an elementwise function. */
public sealed interface UnaryKernel {

  /** A function of oneDNN's, which also has its gradient. */
  record Native(Function function) implements UnaryKernel {}

  /** Loops of our own over f32, where oneDNN has no function that is exact enough. */
  record Loops(Loop value, Gradient gradient) implements UnaryKernel {}

  /** A function in machine code, and in Java for processors without it. */
  record Loop(VectorFunction function, FunctionLoop.Plain plain) {}

  /** Adds the calls for the gradient of a function. */
  interface Gradient {
    void lower(Step step, Lowering to);
  }

  /** The kernel of {@code unary}. */
  static UnaryKernel of(Unary unary) {
    return switch (unary) {
      case Unary.Relu _ -> known(Algorithm.RELU_FROM_RESULT);
      case Unary.LeakyRelu(double slope) -> known(Algorithm.RELU, slope, 0);
      case Unary.Clamp(double low, double high) ->
          // oneDNN wants them in order; the upper limit wins where they are not.
          known(Algorithm.CLIP_V2_FROM_RESULT, Math.min(low, high), high);
      case Unary.Elu(double alpha) -> known(Algorithm.ELU, alpha, 0);
      case Unary.Gelu _ -> known(Algorithm.GELU_ERF);
      case Unary.Silu _ -> known(Algorithm.SWISH, 1, 0);
      case Unary.Mish _ -> known(Algorithm.MISH);
      case Unary.Hardswish _ -> known(Algorithm.HARD_SWISH, 1f / 6, 0.5);
      case Unary.HardSigmoid(double slope, double shift) ->
          known(Algorithm.HARD_SIGMOID, slope, shift);
      case Unary.Sigmoid _ -> known(Algorithm.LOGISTIC_FROM_RESULT);
      case Unary.Tanh _ -> known(Algorithm.TANH_FROM_RESULT);
      case Unary.Exp _ -> known(Algorithm.EXP_FROM_RESULT);
      case Unary.Sqrt _ -> known(Algorithm.SQRT_FROM_RESULT);
      case Unary.Abs _ -> known(Algorithm.ABS);
      case Unary.Affine(double scale, double shift) -> known(Algorithm.LINEAR, scale, shift);
      // oneDNN's falls below zero by 2e-6 where it should come near it from above.
      case Unary.Softplus _ ->
          new Loops(
              new Loop(VectorFunction.SOFTPLUS, (in, y) -> new SoftplusLoop(in.getFirst(), y)),
              FunctionKernels.gradient(
                  new Loop(
                      VectorFunction.SOFTPLUS_GRADIENT,
                      (in, y) -> new SoftplusLoop.Gradient(in.get(0), in.get(1), y))));
      // Off by 3e-6 near 1, where the logarithm itself is small.
      case Unary.Log _ ->
          new Loops(
              new Loop(VectorFunction.LOG, (in, y) -> new LogLoop(in.getFirst(), y)),
              FunctionKernels::quotient);
      case Unary.Erf _ ->
          new Loops(
              new Loop(VectorFunction.ERF, (in, y) -> new ErfLoop(in.getFirst(), y)),
              FunctionKernels.gradient(
                  new Loop(
                      VectorFunction.ERF_GRADIENT,
                      (in, y) -> new ErfLoop.Gradient(in.get(0), in.get(1), y))));
    };
  }

  private static UnaryKernel known(Algorithm algorithm) {
    return new Native(algorithm.function());
  }

  private static UnaryKernel known(Algorithm algorithm, double alpha, double beta) {
    return new Native(algorithm.function((float) alpha, (float) beta));
  }
}
