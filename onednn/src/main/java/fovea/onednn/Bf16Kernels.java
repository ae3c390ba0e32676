package fovea.onednn;

import fovea.graph.op.Conv;
import fovea.graph.op.Pool;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Shape;
import fovea.onednn.ffm.DnnlEngine;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which steps are worth their bf16 kernel on this machine: those that oneDNN runs by code generated
 * for them and not by plain loops or a general product of matrices. Asked of oneDNN itself, so that
 * it holds for whatever instructions there are; without some for bf16 there are none.
 */
final class Bf16Kernels {
  private Bf16Kernels() {}

  /** Whether {@code step}, whose types are those of mixed precision, should run in them. */
  static boolean worthwhile(Step step) {
    return DnnlEngine.multipliesBf16() && fast(step);
  }

  private static boolean fast(Step step) {
    return switch (step.kernel()) {
      // They go with the forward pass, whose workspace they read.
      case Kernel.Plain(Pool.MaxGrad _), Kernel.BatchNormReluGrad _ -> true;
      // Its limit is a loop of our own in any type.
      case Kernel.BatchNormRelu relu when relu.limited() -> {
        Kernel plain = new Kernel.BatchNormRelu(relu.epsilon(), Double.POSITIVE_INFINITY);
        yield generated(new Step(plain, step.inputs(), step.outputs(), step.path()));
      }
      case Kernel.Plain(Conv.WeightGrad grad) -> wide(grad, grad.weight()) && generated(step);
      case Kernel.Plain(Conv conv) -> wide(conv, step.input(1).type().shape()) && generated(step);
      default -> generated(step);
    };
  }

  /**
   * Whether pairs of channels fill the vectors: with few of them bf16 is slower than f32, but for
   * the three colors, which have kernels of their own.
   */
  private static boolean wide(Conv conv, Shape weight) {
    int channels = weight.dim(1);
    return channels >= 16 || channels == 3 || conv.groups() > 1;
  }

  private static boolean generated(Step step) {
    List<Value> inputs =
        IntStream.range(0, step.inputs().size())
            .mapToObj(i -> new Value(step.input(i).type(), new Value.Origin.Argument(i)))
            .toList();
    Step alone = new Step(step.kernel(), inputs, step.outputs(), step.path());
    Program program = new Program(alone.inputTypes(), List.of(alone), step.outputs(), Map.of());
    return Kernels.lower(program).calls().stream()
        .map(Call::label)
        .filter(label -> !label.reorder())
        .noneMatch(label -> naive(label.implementation()));
  }

  private static boolean naive(String implementation) {
    return implementation.startsWith("ref")
        || implementation.contains("gemm:")
        || implementation.equals("java");
  }
}
