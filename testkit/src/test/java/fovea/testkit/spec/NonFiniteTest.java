package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.op.Unary;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.testkit.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ops make of NaN and of infinite numbers: the same on the CPU as on the reference, but for
 * those with which oneDNN does otherwise (docs/decisions/0021).
 */
class NonFiniteTest {
  private static final Seeds.Budget BUDGET = new Seeds.Budget(12, 100);
  private static final List<Double> BAD =
      List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  private enum Kind {
    FINITE,
    NAN,
    INFINITE,
    MINUS_INFINITE;

    static Kind of(double value) {
      if (Double.isFinite(value)) {
        return FINITE;
      }
      return Double.isNaN(value) ? NAN : value > 0 ? INFINITE : MINUS_INFINITE;
    }
  }

  @BeforeEach
  void needsNatives() {
    Devices.assume(Device.CPU);
  }

  @TestFactory
  Stream<DynamicTest> devicesAgree() {
    return OpSpecs.rows().stream()
        .filter(row -> row.nonFinite() == NonFinite.SAME)
        .map(row -> dynamicTest(row.name(), () -> Seeds.repeat(BUDGET, seed -> agree(row, seed))));
  }

  private static void agree(OpSpec row, long seed) {
    boolean limits = row.op() == Unary.Relu.class || row.op() == Unary.Clamp.class;
    assumeTrue(!limits || hasOwnLimits(), "no vectors for code of our own here");
    for (double bad : BAD) {
      Trial trial = row.trial(seed, true);
      List<HostBuffer> arguments = spoiled(trial, bad, seed);
      Seeds.naming(trial, () -> compare("with " + bad, arguments, trial.graph()));
    }
  }

  /** The inputs of a trial, of which one element of one that varies is {@code bad}. */
  private static List<HostBuffer> spoiled(Trial trial, double bad, long seed) {
    Random random = new Random(seed);
    List<HostBuffer> arguments = new ArrayList<>(trial.buffers(DType.F32));
    List<Integer> varying =
        IntStream.range(0, arguments.size())
            .filter(i -> trial.inputs().get(i).varies())
            .boxed()
            .toList();
    if (!varying.isEmpty()) {
      HostBuffer chosen = arguments.get(varying.get(random.nextInt(varying.size())));
      chosen.set(random.nextLong(chosen.type().shape().elements()), bad);
    }
    return arguments;
  }

  private static void compare(
      String what, List<HostBuffer> arguments, Function<List<Tensor>, List<Tensor>> function) {
    Compiled compiled = Compiled.of(function);
    List<HostBuffer> expected = compiled.on(Device.REFERENCE).call(arguments);
    List<HostBuffer> found = compiled.on(Device.CPU).call(arguments);
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).type().dtype().floating()) {
        assertEquals(kinds(expected.get(i)), kinds(found.get(i)), what + ", result " + i);
      }
    }
  }

  private static List<Kind> kinds(HostBuffer values) {
    return IntStream.range(0, Math.toIntExact(values.type().shape().elements()))
        .mapToObj(i -> Kind.of(values.at(i)))
        .toList();
  }

  private static String plan(
      Function<List<Tensor>, List<Tensor>> function, List<HostBuffer> arguments) {
    List<TensorType> types = arguments.stream().map(HostBuffer::type).toList();
    return Compiled.of(function).on(Device.CPU).plan(types).print();
  }

  private static boolean hasOwnLimits() {
    HostBuffer one = HostBuffer.of(TensorType.f32(1), 1);
    return plan(in -> List.of(in.getFirst().relu()), List.of(one)).contains("limits:");
  }

  /** Numbers, and every fifth of them none. */
  private static HostBuffer numbers(int seed, int size) {
    Random random = new Random(seed);
    HostBuffer values = HostBuffer.of(TensorType.f32(size), random.doubles(size, -2, 2).toArray());
    for (int i = seed; i < size; i += 5) {
      values.set(i, BAD.get(i % BAD.size()));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 31, 33, 65, 1000, 100_000})
  void limitsKeepWhatIsNoNumberAtAnyPlace(int size) {
    assumeTrue(hasOwnLimits(), "no vectors for code of our own here");
    compare(
        "limits",
        List.of(numbers(0, size), numbers(1, size)),
        in -> List.of(in.get(0).relu(), in.get(0).clamp(-1, 1.5), in.get(0).add(in.get(1)).relu()));
  }

  /** Wide enough for Winograd's method, whose results are finished by code of our own. */
  @Test
  void oneBadPixelIsNotHiddenAndSpoilsNoMoreThanItsTile() {
    int channels = 128;
    int size = 14;
    HostBuffer x = HostBuffer.allocate(TensorType.f32(6, channels, size, size));
    HostBuffer weight = HostBuffer.allocate(TensorType.f32(channels, channels, 3, 3));
    Random random = new Random(1);
    for (long i = 0; i < weight.type().shape().elements(); i++) {
      weight.set(i, random.nextDouble(-1, 1));
    }
    List<HostBuffer> arguments = List.of(x, weight);
    Function<List<Tensor>, List<Tensor>> function =
        in -> List.of(in.get(0).conv2d(in.get(1), Window.of(3).padding(1), 1).relu());
    assumeTrue(plan(function, arguments).contains("winograd 4x4"), "not by Winograd's method here");
    for (double bad : BAD) {
      x.set(0, bad);
      HostBuffer y = Compiled.of(function).on(Device.CPU).call(arguments).getFirst();
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          Kind kind = Kind.of(y.at((long) row * size + column));
          boolean window = row < 2 && column < 2;
          boolean tile = row < 4 && column < 4;
          assertEquals(tile && kind != Kind.FINITE, kind != Kind.FINITE, row + ", " + column);
          assertEquals(window, window && kind != Kind.FINITE, row + ", " + column);
        }
      }
    }
  }
}
