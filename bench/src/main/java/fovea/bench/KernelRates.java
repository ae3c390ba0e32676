package fovea.bench;

import fovea.bench.compare.CommandLineException;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.Timeline;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rates of the kernels that memory bounds: the bytes that each must read and write, by the median
 * time of its runs, against the rate at which this machine reads memory.
 */
final class KernelRates {
  private static final int ROUNDS = 3;
  private static final double SECONDS = 0.25;

  /** Runs before the first that counts, for the compiler. */
  private static final int WARM_UP = 400;

  private static final int FEWEST = 5;
  private static final Random RANDOM = new Random(1);

  private KernelRates() {}

  /**
   * Something to measure.
   *
   * @param made kernels that only make its operands, by name
   */
  private record Subject(
      String name, List<TensorType> arguments, Function<List<Tensor>, Tensor> graph, String made) {
    Subject(String name, Function<List<Tensor>, Tensor> graph, TensorType... arguments) {
      this(name, List.of(arguments), graph, "");
    }
  }

  /** Measures those whose names contain {@code part}, on so many threads. */
  static void run(int threads, String part) {
    Engine.instance().setThreads(threads);
    MemoryRate memory = MemoryRate.of(threads);
    System.out.printf(
        "memory: %.1f GB/s on %d threads, %s%n", memory.gigabytes(), threads, memory.source());
    System.out.printf("%-34s %9s %9s %7s %7s  %s%n", "", "us", "GB/s", "median", "best", "kernels");
    List<Subject> chosen =
        subjects().stream().filter(subject -> subject.name.contains(part)).toList();
    if (chosen.isEmpty()) {
      throw new CommandLineException(part + ": no kernel has this in its name");
    }
    chosen.forEach(subject -> print(subject, memory));
  }

  private static void print(Subject subject, MemoryRate memory) {
    Plan plan =
        Compiled.of(in -> List.of(subject.graph.apply(in))).on(Device.CPU).plan(subject.arguments);
    List<HostBuffer> arguments = subject.arguments.stream().map(KernelRates::drawn).toList();
    Times times = Engine.instance().onEngineThread(() -> times(plan, arguments, subject));
    double bytes = bytes(plan, subject) * 1e-9;
    System.out.printf(
        "%-34s %9.1f %9.2f %6.0f%% %6.0f%%  %s%n",
        subject.name,
        times.median * 1e6,
        bytes / times.median,
        100 * bytes / times.median / memory.gigabytes(),
        100 * bytes / times.best / memory.gigabytes(),
        plan.kernels().stream()
            .filter(kernel -> counts(kernel, subject))
            .map(kernel -> kernel.name() + " " + kernel.implementation())
            .collect(Collectors.joining(", ")));
  }

  private static boolean counts(PlannedKernel kernel, Subject subject) {
    return !kernel.name().equals(subject.made) && (subject.made.isEmpty() || !kernel.reorder());
  }

  /** What must be moved: arguments and result, or what the kernels that count read and write. */
  private static long bytes(Plan plan, Subject subject) {
    if (subject.made.isEmpty()) {
      long arguments = subject.arguments.stream().mapToLong(TensorType::bytes).sum();
      return arguments + plan.result(0).type().bytes();
    }
    return plan.kernels().stream()
        .filter(kernel -> counts(kernel, subject))
        .mapToLong(PlannedKernel::bytes)
        .sum();
  }

  /**
   * How long a run takes.
   *
   * @param median the best median of some rounds
   * @param best of all runs
   */
  private record Times(double median, double best) {}

  private static Times times(Plan plan, List<HostBuffer> arguments, Subject subject) {
    for (int i = 0; i < WARM_UP; i++) {
      plan.run(arguments);
    }
    double median = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double[] sorted = round(plan, arguments, subject);
      median = Math.min(median, sorted[sorted.length / 2]);
      best = Math.min(best, sorted[0]);
    }
    return new Times(median, best);
  }

  /** Seconds of some runs, the shortest first. */
  private static double[] round(Plan plan, List<HostBuffer> arguments, Subject subject) {
    List<PlannedKernel> kernels = plan.kernels();
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    while (System.nanoTime() < end || times.size() < FEWEST) {
      Timeline timeline = plan.timed(arguments);
      long time = 0;
      for (int i = 0; i < kernels.size(); i++) {
        time += counts(kernels.get(i), subject) ? timeline.duration(i) : 0;
      }
      times.add(time);
    }
    return times.stream().mapToDouble(time -> time * 1e-9).sorted().toArray();
  }

  private static HostBuffer drawn(TensorType type) {
    double[] values = new double[Math.toIntExact(type.shape().elements())];
    Arrays.setAll(
        values, _ -> type.dtype() == DType.F32 ? RANDOM.nextDouble() + 0.1 : RANDOM.nextInt(64));
    return HostBuffer.of(type, values);
  }

  private static List<Subject> subjects() {
    List<Subject> all = new ArrayList<>();
    TensorType wide = TensorType.f32(64, 16, 28, 28);
    TensorType scales = TensorType.f32(64, 16, 1, 1);
    TensorType megabyte = TensorType.f32(512, 512);
    TensorType rows = TensorType.f32(8192, 1000);
    all.add(
        new Subject("mul [64,16,28,28] [64,16,1,1]", in -> in.get(0).mul(in.get(1)), wide, scales));
    all.add(
        new Subject("sub [64,16,1,1] [64,16,28,28]", in -> in.get(1).sub(in.get(0)), wide, scales));
    all.add(
        new Subject(
            "add [64,16,28,28] [16,1,1]",
            in -> in.get(0).add(in.get(1)),
            wide,
            TensorType.f32(16, 1, 1)));
    all.add(
        new Subject(
            "div [8192,1000] [8192,1]",
            in -> in.get(0).div(in.get(1)),
            rows,
            TensorType.f32(8192, 1)));
    all.add(
        new Subject(
            "mul [8192,1000] [1000]", in -> in.get(0).mul(in.get(1)), rows, TensorType.f32(1000)));
    all.add(
        new Subject(
            "add [512,1] [1,512]",
            in -> in.get(0).add(in.get(1)),
            TensorType.f32(512, 1),
            TensorType.f32(1, 512)));
    all.add(new Subject("greater [8192,1000] 0.5", in -> in.getFirst().greater(0.5), rows));
    all.add(
        new Subject(
            "greater [512,512] [512,1]",
            in -> in.get(0).greater(in.get(1)),
            megabyte,
            TensorType.f32(512, 1)));
    all.add(
        new Subject(
            "broadcast to [64,16,28,28]", in -> in.getFirst().broadcastTo(wide.shape()), scales));
    all.add(
        new Subject(
            "broadcast [512,1] to [512,512]",
            in -> in.getFirst().broadcastTo(megabyte.shape()),
            TensorType.f32(512, 1)));
    all.add(
        new Subject(
            "select [8192,1000]",
            in -> Tensor.where(in.get(0), in.get(1), in.get(2)),
            rows,
            rows,
            rows));
    all.addAll(reductions(wide, megabyte, rows));
    all.addAll(functions(megabyte, rows));
    TensorType table = TensorType.f32(64, 4096);
    TensorType picks = new TensorType(Shape.of(2000), DType.I32);
    all.add(new Subject("gather rows of 4096", in -> in.get(0).gather(0, in.get(1)), table, picks));
    all.add(
        new Subject(
            "gather columns",
            in -> in.get(0).gather(1, in.get(1)),
            TensorType.f32(4096, 64),
            new TensorType(Shape.of(64), DType.I32)));
    all.addAll(blocked());
    return all;
  }

  private static List<Subject> reductions(TensorType wide, TensorType megabyte, TensorType rows) {
    return List.of(
        new Subject("sum [8192,1000]", in -> in.getFirst().sum(), rows),
        new Subject("sum [512,512]", in -> in.getFirst().sum(), megabyte),
        new Subject("sum [8192,1000] over 0", in -> in.getFirst().sum(0), rows),
        new Subject("sum [8192,1000] over 1", in -> in.getFirst().sum(1), rows),
        new Subject(
            "sum [1000000,8] over 0", in -> in.getFirst().sum(0), TensorType.f32(1_000_000, 8)),
        new Subject(
            "sum [1000000,1] over 0", in -> in.getFirst().sum(0), TensorType.f32(1_000_000, 1)),
        new Subject("sum [64,16,28,28] over h w", in -> in.getFirst().sum(2, 3), wide),
        new Subject(
            "sum [64,512,7,7] over h w",
            in -> in.getFirst().sum(2, 3),
            TensorType.f32(64, 512, 7, 7)),
        new Subject("sum [64,16,28,28] over n h w", in -> in.getFirst().sum(0, 2, 3), wide),
        new Subject("sum [64,16,28,28] over c", in -> in.getFirst().sum(1), wide),
        new Subject("max [64,16,28,28] over h w", in -> in.getFirst().max(2, 3), wide),
        new Subject("max [8192,1000] over 1", in -> in.getFirst().max(1), rows),
        new Subject("argmax [8192,1000] over 1", in -> in.getFirst().argmax(1), rows),
        new Subject("argmax [64,16,28,28] over c", in -> in.getFirst().argmax(1), wide));
  }

  private static List<Subject> functions(TensorType megabyte, TensorType rows) {
    List<Subject> all = new ArrayList<>();
    for (Unary unary : List.of(new Unary.Erf(), new Unary.Softplus(), new Unary.Log())) {
      all.add(
          new Subject(
              unary.name() + " [512,512]", in -> Tensor.of(unary, in.getFirst()), megabyte));
      all.add(
          new Subject(unary.name() + " [8192,1000]", in -> Tensor.of(unary, in.getFirst()), rows));
      all.add(
          new Subject(
              unary.name() + "Grad [8192,1000]",
              in -> Tensor.of(new UnaryGrad(unary), in.get(0), in.get(1)),
              rows,
              rows));
    }
    return all;
  }

  /** Operands that a convolution makes, in whatever layout that is. */
  private static List<Subject> blocked() {
    List<TensorType> pictures =
        List.of(
            TensorType.f32(16, 32, 28, 28),
            TensorType.f32(32, 32, 1, 1),
            TensorType.f32(16, 32, 1, 1));
    return List.of(
        new Subject(
            "conv's result, a scale each", pictures, in -> conv(in).mul(in.get(2)), "conv2d"),
        new Subject(
            "conv's result, sum over h w",
            pictures.subList(0, 2),
            in -> conv(in).sum(2, 3),
            "conv2d"),
        new Subject(
            "conv's result, sum over n h w",
            pictures.subList(0, 2),
            in -> conv(in).sum(0, 2, 3),
            "conv2d"));
  }

  private static Tensor conv(List<Tensor> in) {
    return in.get(0).conv2d(in.get(1), Window.of(1), 1);
  }
}
