package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Ops as users write them, on every device. */
@ParameterizedClass
@EnumSource(names = {"CPU", "REFERENCE"})
class CustomOpTest {
  @Parameter private Device device = Device.AUTO;

  @BeforeEach
  void findDevice() {
    Devices.assume(device);
  }

  /** The same values; the gradient is turned round (Ganin & Lempitsky 2015). */
  record Reversal(double scale) implements CustomOp.InTensors {
    @Override
    public List<Tensor> forward(List<Tensor> inputs) {
      return inputs;
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return List.of(applied.upstream().getFirst().mul(-scale));
    }
  }

  /** Whole numbers, through which the gradient passes (Bengio et al. 2013). */
  record Rounding() implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return inputs;
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      HostBuffer x = inputs.getFirst();
      for (long i = 0; i < x.type().shape().elements(); i++) {
        results.getFirst().set(i, Math.rint(x.at(i)));
      }
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return applied.upstream();
    }
  }

  /** The largest number of each row, and where it stands. */
  record Best() implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      TensorType rows = inputs.getFirst().with(Shape.of(inputs.getFirst().shape().dim(0)));
      return List.of(rows, rows.with(DType.I32));
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      HostBuffer x = inputs.getFirst();
      int columns = x.type().shape().dim(1);
      for (int row = 0; row < x.type().shape().dim(0); row++) {
        int best = 0;
        for (int i = 1; i < columns; i++) {
          best = x.at(row * columns + i) > x.at(row * columns + best) ? i : best;
        }
        results.get(0).set(row, x.at(row * columns + best));
        results.get(1).set(row, best);
      }
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      Tensor places = applied.results().get(1).oneHot(applied.inputs().getFirst().shape().dim(1));
      return List.of(places.mul(applied.upstream().getFirst().unsqueeze(1)));
    }
  }

  /** Adds to whatever the results hold at first. */
  record Adding() implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return inputs;
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      HostBuffer sum = results.getFirst();
      for (long i = 0; i < sum.type().shape().elements(); i++) {
        sum.set(i, sum.at(i) + inputs.getFirst().at(i));
      }
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return applied.upstream();
    }
  }

  /** Fails in the way of {@code body}. */
  record Failing(Runnable body) implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return inputs;
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      body.run();
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return List.of();
    }
  }

  private void assertValues(Tensor tensor, float... expected) {
    assertArrayEquals(expected, device.use(tensor::floats), 1e-6f);
  }

  private static Tensor vector(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  @Test
  void aCompositionHasItsOwnGradient() {
    Tensor x = vector(1, 2);
    Tensor y = x.mul(3).apply(new Reversal(0.5)::apply).mul(2);
    assertValues(y, 6, 12);
    assertValues(y.sum().gradients(List.of(x)).getFirst(), -3, -3);
    // No kernel is run for it.
    assertEquals(
        List.of("affine"),
        plan(in -> List.of(new Reversal(1).apply(in.getFirst().mul(2)))).kernels().stream()
            .map(PlannedKernel::name)
            .distinct()
            .toList());
  }

  private Plan plan(java.util.function.Function<List<Tensor>, List<Tensor>> function) {
    return Compiled.of(function).on(device).plan(List.of(TensorType.f32(2, 3)));
  }

  @Test
  void javaCodeHasItsOwnGradient() {
    Tensor x = vector(0.4f, 1.6f);
    Tensor y = new Rounding().apply(x.mul(2)).mul(x);
    assertValues(y, 0.4f, 4.8f);
    Tensor gradient = y.sum().gradients(List.of(x)).getFirst();
    assertValues(gradient, 1 + 0.8f, 3 + 3.2f);
    assertValues(gradient.sum().gradients(List.of(x)).getFirst(), 4, 4);
  }

  @Test
  void severalResults() {
    Tensor x = Tensor.of(Shape.of(2, 3), 1, 5, 2, 7, 3, 4);
    List<Tensor> both = new Best().results(List.of(x));
    assertValues(both.get(0), 5, 7);
    assertValues(both.get(1), 1, 0);
    Tensor loss = both.getFirst().mul(vector(1, 2)).sum();
    assertValues(loss.gradients(List.of(x)).getFirst(), 0, 1, 0, 2, 0, 0);
  }

  @Test
  void plansNameItAndDoNotCallItSlow() {
    Plan plan = plan(in -> List.of(new Rounding().apply(in.getFirst())));
    PlannedKernel kernel =
        plan.kernels().stream().filter(k -> k.name().equals("rounding")).findFirst().orElseThrow();
    assertEquals("java", kernel.implementation());
    assertFalse(kernel.slow());
    assertTrue(plan.print().contains("rounding"), plan.print());
  }

  /** Convolutions lay their results out in other ways than the code is given them. */
  @Test
  void betweenConvolutions() {
    TensorType images = TensorType.f32(2, 20, 9, 7);
    TensorType weights = TensorType.f32(20, 20, 3, 3);
    Compiled function =
        Compiled.of(
            in -> {
              Window window = Window.of(3).padding(1);
              Tensor x = in.get(0).conv2d(in.get(1), window, 1);
              Tensor y = new Rounding().apply(x).conv2d(in.get(1), window, 1);
              return List.of(y, y.mul(y).mean().gradients(in).get(1));
            });
    Random random = new Random(5);
    List<HostBuffer> arguments = List.of(drawn(images, random), drawn(weights, random));
    List<HostBuffer> expected = function.on(Device.REFERENCE).call(arguments);
    List<HostBuffer> found = function.on(device).call(arguments);
    for (int i = 0; i < 2; i++) {
      Close.check("result " + i, expected.get(i).doubles(), found.get(i).doubles(), 1e-3, 1e-6);
    }
  }

  /** Multiples of 1/8, whose sums are exact, so that all devices round the same numbers. */
  private static HostBuffer drawn(TensorType type, Random random) {
    return HostBuffer.of(
        type, random.ints(type.shape().elements(), -4, 5).mapToDouble(i -> i / 8.0).toArray());
  }

  @Test
  void resultsAreZerosAtFirst() {
    Compiled function =
        Compiled.of(in -> List.of(new Adding().apply(in.getFirst().mul(1.5)))).on(device);
    HostBuffer x = HostBuffer.of(TensorType.f32(3), 2, 4, 6);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(new float[] {3, 6, 9}, function.call(List.of(x)).getFirst().floats());
    }
  }

  @Test
  void threadsTakeTurns() throws Exception {
    Compiled function =
        Compiled.of(in -> List.of(new Rounding().apply(in.getFirst().mul(2)))).on(device);
    Callable<float[]> task =
        () -> {
          float[] last = {};
          for (int i = 0; i < 50; i++) {
            HostBuffer x = HostBuffer.of(TensorType.f32(2), i, i + 0.6);
            last = function.call(List.of(x)).getFirst().floats();
            assertArrayEquals(new float[] {2 * i, 2 * i + 1}, last);
          }
          return last;
        };
    try (var executor = Executors.newFixedThreadPool(2)) {
      List<Future<float[]>> both =
          IntStream.range(0, 2).mapToObj(_ -> executor.submit(task)).toList();
      for (Future<float[]> each : both) {
        assertArrayEquals(new float[] {98, 99}, each.get());
      }
    }
  }

  @Test
  void whatJavaCodeThrowsIsToldWithItsName() {
    Tensor x = vector(1, 2);
    Tensor y =
        new Failing(
                () -> {
                  throw new IllegalStateException("out of ideas");
                })
            .apply(x);
    FoveaException failed =
        assertThrows(FoveaException.class, () -> device.use(() -> y.add(1).floats()));
    assertEquals(
        "failing: its Java code ended with java.lang.IllegalStateException: out of ideas; correct"
            + " its method compute",
        failed.getMessage());
    assertInstanceOf(IllegalStateException.class, failed.getCause());
    assertValues(x.add(1), 2, 3);
  }

  @Test
  void kernelsRunNoPlans() {
    Tensor x = vector(1, 2);
    Tensor y = new Failing(() -> x.add(1).floats()).apply(x);
    FoveaException failed = assertThrows(FoveaException.class, () -> device.use(y::floats));
    assertTrue(
        failed.getMessage().contains("is asked for by a kernel, that of failing"),
        failed.getMessage());
  }

  @Test
  void gradientsFitTheInputs() {
    Tensor x = vector(1, 2);
    Tensor y = new Failing(() -> {}).apply(x);
    assertEquals(
        "failing gives gradients of 0 inputs, and has 1; return one for each input, Tensor.zero()"
            + " where none flows",
        assertThrows(FoveaException.class, () -> y.sum().gradients(List.of(x))).getMessage());
    record Narrow() implements CustomOp.InTensors {
      @Override
      public List<Tensor> forward(List<Tensor> inputs) {
        return inputs;
      }

      @Override
      public List<Tensor> gradient(Applied applied) {
        return List.of(applied.upstream().getFirst().sum());
      }
    }
    Tensor narrow = new Narrow().apply(x);
    assertEquals(
        "gradient 0 of narrow is f32[], its input f32[2]; return a gradient of the input's type, or"
            + " Tensor.zero() where none flows",
        assertThrows(FoveaException.class, () -> narrow.sum().gradients(List.of(x))).getMessage());
  }

  @Test
  void itHasResults() {
    record Silent() implements CustomOp.InTensors {
      @Override
      public List<Tensor> forward(List<Tensor> inputs) {
        return List.of();
      }

      @Override
      public List<Tensor> gradient(Applied applied) {
        return List.of();
      }
    }
    assertEquals(
        "silent has no results; return one or more",
        assertThrows(FoveaException.class, () -> new Silent().apply(vector(1))).getMessage());
  }
}
