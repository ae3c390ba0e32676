package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.inspect.Summary;
import fovea.nn.loss.Losses;
import fovea.testdata.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole networks against what PyTorch has computed with the same weights; large ones are long
 * tests.
 */
class GoldenModelTest {
  /** Multiply-adds of a forward pass that plain loops do in less than a second. */
  private static final long PLAIN_LIMIT = 100_000_000L;

  /** What they do in less than a minute, seven such passes in all. */
  private static final long LONG_PLAIN_LIMIT = 1_000_000_000L;

  /** More parameters than this take many seconds to train. */
  private static final long HEAVY = 30_000_000L;

  /**
   * How near results must come.
   *
   * @param values to the largest value of an array
   * @param norms of gradients, to the largest norm
   * @param cosine between gradients
   */
  private record Tolerance(double values, double norms, double cosine) {
    static final Tolerance F64 = new Tolerance(1e-6, 1e-6, 1 - 1e-12);
    static final Tolerance F32 = new Tolerance(1e-3, 1e-2, 0.999);
  }

  @TestFactory
  Stream<DynamicTest> namesAndShapesAreThePublishedOnes() {
    return each(
        _ -> true,
        golden -> {
          Layer network = golden.untrained();
          assertEquals(
              List.copyOf(golden.state().entrySet()),
              List.copyOf(StateDict.shapes(network).entrySet()));
          assertEquals(golden.parameters(), Parameters.count(network));
        });
  }

  @TestFactory
  Stream<DynamicTest> referenceInDoublePrecision() {
    return each(
        golden -> work(golden) <= PLAIN_LIMIT,
        golden -> check(golden, Device.REFERENCE, DType.F64, Tolerance.F64));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> referenceInDoublePrecisionForLong() {
    return each(
        golden -> work(golden) > PLAIN_LIMIT,
        golden -> {
          assumeTrue(
              work(golden) <= LONG_PLAIN_LIMIT || Boolean.getBoolean("fovea.heavy"),
              "minutes of plain loops: runs under -Dfovea.heavy=true");
          check(golden, Device.REFERENCE, DType.F64, Tolerance.F64);
        });
  }

  private static long work(GoldenModel golden) {
    TensorType input = new TensorType(golden.input(1), DType.F32);
    return Summary.of(golden.untrained(), input).multiplyAdds();
  }

  @TestFactory
  Stream<DynamicTest> nativeBackendInSinglePrecision() {
    return each(golden -> golden.parameters() <= HEAVY, GoldenModelTest::checkNative);
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> nativeBackendOnLargeNetworks() {
    return each(golden -> golden.parameters() > HEAVY, GoldenModelTest::checkNative);
  }

  private static void checkNative(GoldenModel golden) {
    try {
      Engine.instance().report(Device.CPU);
    } catch (FoveaException e) {
      assumeTrue(false, "not compared: " + e.getMessage());
    }
    check(golden, Device.CPU, DType.F32, Tolerance.F32);
  }

  private static Stream<DynamicTest> each(
      Predicate<GoldenModel> which, Consumer<GoldenModel> test) {
    return TestData.files("goldens/models", ".safetensors").stream()
        .map(GoldenModel::read)
        .filter(golden -> Zoo.names().contains(golden.name()) && which.test(golden))
        .map(golden -> dynamicTest(golden.name(), () -> test.accept(golden)));
  }

  private static void check(GoldenModel golden, Device device, DType dtype, Tolerance tolerance) {
    Layer network = golden.network();
    Parameters.cast(network, dtype);
    HostBuffer one = FormulaWeights.input(golden.input(1)).cast(dtype);
    Compiled inference = Compiled.of(in -> List.of(in.getFirst().apply(network))).on(device);
    near(golden, "eval.logits", inference.call(List.of(one)).getFirst(), tolerance);

    SequencedMap<String, Param> params = Parameters.of(network);
    List<HostBuffer> results = trainingPass(network, golden.input(2), device, dtype);
    near(golden, "train.logits", results.get(0), tolerance);
    near(golden, "train.loss", results.get(1), tolerance);
    List<HostBuffer> gradients = results.subList(2, results.size());
    double[] norms = gradients.stream().mapToDouble(g -> norm(g.doubles())).toArray();
    near("grad_norms", golden.values("train.grad_norms"), norms, tolerance.norms());
    List<String> order = List.copyOf(params.keySet());
    for (String name : golden.names("train.grad.")) {
      double[] found = gradients.get(order.indexOf(name)).doubles();
      double cosine = cosine(golden.values("train.grad." + name), found);
      assertTrue(cosine >= tolerance.cosine(), "gradient of " + name + ": cosine " + cosine);
    }
    for (String name : golden.names("after.")) {
      HostBuffer found = Parameters.states(network).get(name).value();
      near(golden, "after." + name, found, tolerance);
    }
  }

  /** Logits, loss and all gradients for two pictures of the classes 3 and 1. */
  private static List<HostBuffer> trainingPass(
      Layer network, Shape input, Device device, DType dtype) {
    HostBuffer x = FormulaWeights.input(input).cast(dtype);
    HostBuffer labels = HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 3, 1);
    HostBuffer random = HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), 1);
    return Compiled.of(in -> Mode.training(in.get(2), () -> step(network, in.get(0), in.get(1))))
        .on(device)
        .call(List.of(x, labels, random));
  }

  private static List<Tensor> step(Layer network, Tensor x, Tensor labels) {
    List<Tensor> weights = Parameters.of(network).values().stream().map(Param::tensor).toList();
    Tensor logits = x.apply(network);
    Tensor loss = Losses.crossEntropy(logits, labels);
    List<Tensor> results = new ArrayList<>(List.of(logits, loss));
    results.addAll(loss.gradients(weights));
    return results;
  }

  private static void near(
      GoldenModel golden, String array, HostBuffer found, Tolerance tolerance) {
    near(array, golden.values(array), found.doubles(), tolerance.values());
  }

  private static void near(String what, double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length, what);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - found[i]));
    }
    assertTrue(
        worst <= tolerance * largest, what + ": " + worst / largest + " of the largest value off");
  }

  private static double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double cosine(double[] a, double[] b) {
    return dot(a, b) / (norm(a) * norm(b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
