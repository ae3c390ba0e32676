package fovea.onednn.ops;

import fovea.graph.spi.Call;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.TensorType;
import fovea.onednn.lower.Lowering;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradients of biases that are sums of so many numbers that a sum in f32, one by one, drifts: they
 * are summed apart from the gradients of weights.
 */
public final class BiasKernels {
  /** Up to here oneDNN's sums of equal numbers, the worst case, are exact to 1e-5. */
  private static final long LARGE = 51_200;

  private BiasKernels() {}

  /** Whether the bias's gradient from {@code upstream}, {@code [n, k, …]}, is summed apart. */
  public static boolean apart(TensorType upstream) {
    return upstream.dtype() == DType.F32
        && upstream.shape().elements() / upstream.shape().dim(1) > LARGE;
  }

  /** Sums {@code upstream} over all axes but the second. */
  public static void sum(Value upstream, Value gradient, String path, Lowering to) {
    List<Integer> axes =
        IntStream.range(0, upstream.type().shape().rank())
            .filter(axis -> axis != 1)
            .boxed()
            .toList();
    String types = upstream.type() + " > " + gradient.type();
    Call.Label label = new Call.Label(path, "biasGrad", types, "java", false);
    ReduceKernels.sum(upstream, axes, gradient, label, to);
  }
}
