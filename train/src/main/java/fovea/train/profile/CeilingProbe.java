package fovea.train.profile;

import fovea.graph.Compiled;
import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.Executable;
import fovea.graph.HostBuffer;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures what the current device gives at best, by its own kernels: a matrix product for
 * arithmetic, ReLU over more and more elements for memory.
 */
final class CeilingProbe {
  /** Large enough for the peak rate, small enough for many repetitions. */
  private static final int SIDE = 1024;

  /** From what fits in the caches of one core to what fits in none. */
  private static final List<Integer> ELEMENTS = List.of(1 << 15, 1 << 18, 1 << 21, 1 << 24);

  private static final Repeats REPEATS = new Repeats(3, 10_000, Duration.ofMillis(80));

  private CeilingProbe() {}

  /** Measures; nothing is known of the reference device, which is not made for speed. */
  static Ceiling measure() {
    return switch (Engine.instance().report(Device.current()).device()) {
      case REFERENCE -> Ceiling.unknown();
      case AUTO, CPU ->
          new Ceiling(flops(), ELEMENTS.stream().map(CeilingProbe::bandwidth).toList());
    };
  }

  private static double flops() {
    TensorType square = TensorType.f32(SIDE, SIDE);
    Probe product = probe(in -> in.get(0).matmul(in.get(1)), square, square);
    return 2 * product.multiplyAdds() / product.seconds();
  }

  private static Ceiling.Bandwidth bandwidth(int elements) {
    Probe copy = probe(in -> in.getFirst().relu(), TensorType.f32(elements));
    return new Ceiling.Bandwidth(copy.bytes(), copy.bytes() / copy.seconds());
  }

  /** The kernels of a measured function together, at their best. */
  private record Probe(double seconds, long multiplyAdds, long bytes) {}

  private static Probe probe(Function<List<Tensor>, Tensor> function, TensorType... types) {
    Executable plan = Compiled.of(in -> List.of(function.apply(in))).plan(List.of(types));
    List<HostBuffer> arguments = List.of(types).stream().map(HostBuffer::allocate).toList();
    List<PlannedKernel> kernels = plan.kernels();
    return new Probe(
        best(plan, arguments) * 1e-9,
        kernels.stream().mapToLong(PlannedKernel::multiplyAdds).sum(),
        kernels.stream().mapToLong(PlannedKernel::bytes).sum());
  }

  private static long best(Executable plan, List<HostBuffer> arguments) {
    return Engine.instance()
        .onEngineThread(
            () -> {
              plan.run(arguments);
              long begin = System.nanoTime();
              long best = Long.MAX_VALUE;
              for (int i = 0; REPEATS.goesOn(i, System.nanoTime() - begin); i++) {
                best = Math.min(best, inKernels(plan.timed(arguments)));
              }
              return best;
            });
  }

  private static long inKernels(Timeline run) {
    return IntStream.range(0, run.kernels()).mapToLong(run::duration).reduce(0, Long::sum);
  }
}
