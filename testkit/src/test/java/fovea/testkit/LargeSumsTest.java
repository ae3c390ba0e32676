package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Compiled;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.loss.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sums of millions of f32 numbers on the CPU, of which the exact value is known: what is added up
 * one by one in f32 is off by percents.
 */
class LargeSumsTest {
  private static final double TENTH = 0.1f;

  /** What a sum of our own may be off by, as a share of the sum of magnitudes. */
  private static final double OURS = 1e-6;

  /** The same for sums inside of oneDNN's kernels. */
  private static final double ONEDNN = 1e-5;

  private static HostBuffer tenths(int... dims) {
    return full((float) TENTH, dims);
  }

  private static HostBuffer full(float value, int... dims) {
    TensorType type = TensorType.f32(dims);
    double[] values = new double[Math.toIntExact(type.shape().elements())];
    Arrays.fill(values, value);
    return HostBuffer.of(type, values);
  }

  private static double[] run(Function<List<Tensor>, Tensor> graph, HostBuffer... arguments) {
    Devices.assume(Device.CPU);
    return Compiled.of(in -> List.of(graph.apply(in)))
        .on(Device.CPU)
        .call(List.of(arguments))
        .getFirst()
        .doubles();
  }

  /** All results are this number, but for the share and a rounding. */
  private static void near(double expected, double share, double... found) {
    for (double one : found) {
      assertEquals(expected, one, Math.abs(expected) * share + Math.ulp((float) expected));
    }
  }

  @Test
  void meansOverAllAndSomeAxes() {
    near(TENTH, OURS, run(in -> in.getFirst().mean(), tenths(10_000_000)));
    near(TENTH, OURS, run(in -> in.getFirst().mean(0), tenths(1_000_000, 1)));
    near(TENTH, OURS, run(in -> in.getFirst().mean(0), tenths(1_000_000, 5)));
    near(TENTH, OURS, run(in -> in.getFirst().mean(1), tenths(3, 1_000_000)));
    near(TENTH, OURS, run(in -> in.getFirst().mean(0, 2, 3), tenths(64, 3, 150, 150)));
  }

  /** Equal numbers, whose sums round the same way all along, and numbers of many sizes. */
  @Test
  @Tag("long")
  void hundredMillionNumbers() {
    HostBuffer x = HostBuffer.allocate(TensorType.f32(100_000_000));
    long count = x.type().shape().elements();
    for (long i = 0; i < count; i++) {
      x.set(i, TENTH);
    }
    near(TENTH, OURS, run(in -> in.getFirst().mean(), x));
    Random random = new Random(3);
    double sum = 0;
    for (long i = 0; i < count; i++) {
      x.set(i, Math.exp(8 * random.nextDouble()));
      sum += x.at(i);
    }
    near(sum, OURS, run(in -> in.getFirst().sum(), x));
  }

  @Test
  void losses() {
    HostBuffer zeros = full(0, 64, 1, 224, 224);
    near(
        TENTH * TENTH,
        OURS,
        run(in -> Losses.meanSquaredError(in.get(0), in.get(1)), tenths(64, 1, 224, 224), zeros));
    near(
        Math.log(2),
        OURS,
        run(in -> Losses.binaryCrossEntropyWithLogits(in.get(0), in.get(1)), zeros, zeros));
  }

  @Test
  void gradientsOfBroadcasts() {
    near(
        1_000_000 * TENTH,
        OURS,
        run(
            in ->
                in.get(0)
                    .add(in.get(1))
                    .mul(in.get(0))
                    .sum()
                    .gradients(List.of(in.get(1)))
                    .getFirst(),
            tenths(1_000_000, 4),
            tenths(4)));
  }

  @Test
  void gradientsOfBiases() {
    near(
        1_000_000 * TENTH,
        ONEDNN,
        run(
            in -> biasGradient(in.get(0).linear(in.get(1), in.get(2)), in),
            tenths(1_000_000, 3),
            tenths(4, 3),
            tenths(4),
            tenths(1_000_000, 4)));
    for (int channels : new int[] {3, 16}) {
      near(
          64 * 150 * 150 * TENTH,
          ONEDNN,
          run(
              in -> biasGradient(in.get(0).conv2d(in.get(1), in.get(2), pad(), 1), in),
              tenths(64, channels, 150, 150),
              tenths(channels, channels, 3, 3),
              tenths(channels),
              tenths(64, channels, 150, 150)));
    }
  }

  private static Window pad() {
    return Window.of(3).padding(1);
  }

  /** The gradient for argument 2 where argument 3 is the upstream one. */
  private static Tensor biasGradient(Tensor y, List<Tensor> in) {
    return y.mul(in.get(3)).sum().gradients(List.of(in.get(2))).getFirst();
  }

  @Test
  void statisticsOfBatches() {
    HostBuffer x = tenths(64, 8, 150, 150);
    near(TENTH, ONEDNN, statistic(1, x));
    // Plus and minus one around a large mean: the variance is 1.
    double[] values = x.doubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 + (i % 2 == 0 ? 1 : -1);
    }
    HostBuffer around = HostBuffer.of(x.type(), values);
    near(100, ONEDNN, statistic(1, around));
    near(1, ONEDNN, statistic(2, around));
  }

  private static double[] statistic(int result, HostBuffer x) {
    Norm.BatchNorm norm = new Norm.BatchNorm(1e-5);
    Shape channels = Shape.of(x.type().shape().dim(1));
    TensorType type = x.type().with(channels);
    return run(
        in ->
            Node.of(norm, List.of(in.getFirst(), Tensor.full(type, 1), Tensor.full(type, 0)))
                .output(result),
        x);
  }

  @Test
  void picksOfOneEntry() {
    HostBuffer indices =
        HostBuffer.of(new TensorType(Shape.of(1_000_000), DType.I32), new double[1_000_000]);
    double[] gradient =
        run(
            in ->
                in.get(0)
                    .gather(0, in.get(1))
                    .mul(TENTH)
                    .sum()
                    .gradients(List.of(in.get(0)))
                    .getFirst(),
            tenths(2, 3),
            indices);
    near(1_000_000 * TENTH, OURS, Arrays.copyOf(gradient, 3));
  }
}
