package fovea.train.profile;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.Timeline;
import fovea.graph.op.Conv;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures what the current device gives at best, by its own kernels: the better of a matrix
 * product and a convolution for arithmetic (5×5, since 3×3 may do with fewer multiplications), the
 * better of a copy and a sum of two tensors for memory.
 */
final class CeilingProbe {
  /** Large enough for the peak rate, small enough for many repetitions. */
  private static final int SIDE = 1024;

  private static final TensorType PICTURES = TensorType.f32(8, 256, 14, 14);
  private static final TensorType WEIGHT = TensorType.f32(256, 256, 5, 5);

  /** Bytes read and written: from what the caches of one core hold to what no cache holds. */
  private static final List<Long> TRAFFIC =
      List.of(1L << 18, 1L << 21, 1L << 23, 1L << 25, 1L << 27);

  private static final Repeats REPEATS = new Repeats(3, 10_000, Duration.ofMillis(40));

  private CeilingProbe() {}

  /**
   * Measures what {@code plan} needs; nothing is known of the reference device, which is not made
   * for speed, nor of another device than the current one.
   */
  static Ceiling measure(Plan plan) {
    Engine.DeviceReport here = Engine.instance().report(Device.current());
    if (!here.backend().equals(plan.summary().backend())) {
      return Ceiling.unknown();
    }
    return switch (here.device()) {
      case REFERENCE -> Ceiling.unknown();
      case AUTO, CPU -> new Ceiling(flops(plan.kernels()), memory());
    };
  }

  private static Map<DType, Double> flops(List<PlannedKernel> kernels) {
    return kernels.stream()
        .filter(kernel -> kernel.multiplyAdds() > 0)
        .map(kernel -> kernel.arithmetic().type())
        .distinct()
        .collect(Collectors.toMap(type -> type, type -> precision(type).use(CeilingProbe::flops)));
  }

  /** In which factors are of this type. */
  private static Precision precision(DType type) {
    return type == DType.BF16 ? Precision.BF16 : Precision.F32;
  }

  private static List<Ceiling.Bandwidth> memory() {
    return Precision.F32.use(() -> TRAFFIC.stream().map(CeilingProbe::bandwidth).toList());
  }

  private static double flops() {
    TensorType square = TensorType.f32(SIDE, SIDE);
    var convolution = new Conv.Conv2d(Window.of(5).padding(2), 1);
    return Math.max(
        flops(in -> in.get(0).matmul(in.get(1)), square, square),
        flops(in -> Tensor.of(convolution, in.get(0), in.get(1)), PICTURES, WEIGHT));
  }

  private static double flops(Function<List<Tensor>, Tensor> function, TensorType... inputs) {
    return 2 * rate(function, PlannedKernel::multiplyAdds, inputs);
  }

  private static Ceiling.Bandwidth bandwidth(long bytes) {
    TensorType half = elements(bytes / 2);
    TensorType third = elements(bytes / 3);
    double copy = rate(in -> in.getFirst().relu(), PlannedKernel::bytes, half);
    double sum = rate(in -> in.get(0).add(in.get(1)), PlannedKernel::bytes, third, third);
    return new Ceiling.Bandwidth(bytes, Math.max(copy, sum));
  }

  private static TensorType elements(long bytes) {
    return TensorType.f32((int) (bytes / Float.BYTES));
  }

  private interface Amount {
    long of(PlannedKernel kernel);
  }

  /** How much of something the kernels that do any of it do in a second. */
  private static double rate(
      Function<List<Tensor>, Tensor> function, Amount amount, TensorType... inputs) {
    Plan plan = Compiled.of(in -> List.of(function.apply(in))).plan(List.of(inputs));
    List<HostBuffer> arguments = List.of(inputs).stream().map(HostBuffer::allocate).toList();
    List<PlannedKernel> kernels = plan.kernels();
    int[] counted =
        IntStream.range(0, kernels.size()).filter(i -> amount.of(kernels.get(i)) > 0).toArray();
    long all = kernels.stream().mapToLong(amount::of).sum();
    return all / (best(plan, arguments, counted) * 1e-9);
  }

  private static long best(Plan plan, List<HostBuffer> arguments, int... kernels) {
    return Engine.instance()
        .onEngineThread(
            () -> {
              plan.run(arguments);
              long begin = System.nanoTime();
              long best = Long.MAX_VALUE;
              for (int i = 0; REPEATS.shouldContinue(i, System.nanoTime() - begin); i++) {
                Timeline run = plan.timed(arguments);
                best = Math.min(best, IntStream.of(kernels).mapToLong(run::duration).sum());
              }
              return best;
            });
  }
}
