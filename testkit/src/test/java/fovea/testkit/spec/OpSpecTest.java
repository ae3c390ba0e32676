package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Op;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each row of {@link OpSpecs} stands for. */
class OpSpecTest {
  private static final Seeds.Budget GRADIENTS = new Seeds.Budget(4, 100);
  private static final Seeds.Budget VALUES = new Seeds.Budget(12, 100);

  // 8 bits of precision, and several roundings on the way of a gradient.
  private static final Tolerance BF16 = new Tolerance(0.03, 0.1);

  @Test
  void everyOpHasARow() {
    Set<Class<?>> open = new HashSet<>();
    collect(Op.class, open);
    OpSpecs.rows().forEach(row -> open.remove(row.op()));
    Set<String> names = new TreeSet<>(open.stream().map(Class::getName).toList());
    assertEquals(Set.of(), names, "ops without a row in OpSpecs");
  }

  @TestFactory
  Stream<DynamicTest> rowsTryWhatTheySay() {
    return each(
        Seeds.ONCE,
        true,
        (row, trial, _) ->
            assertTrue(uses(trial.build(DType.F64), row.op()), "the graph has no such op"));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithDifferences() {
    return each(GRADIENTS, false, (_, trial, seed) -> Differences.check(trial, seed));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAgreeWithDifferences() {
    return each(GRADIENTS, false, (_, trial, seed) -> Differences.checkTwice(trial, seed));
  }

  @TestFactory
  Stream<DynamicTest> f32IsNearF64() {
    return each(
        VALUES, true, (row, trial, seed) -> compare(trial, seed, Device.REFERENCE, exact(row)));
  }

  @TestFactory
  Stream<DynamicTest> cpuIsNearReference() {
    return each(
        VALUES,
        true,
        (row, trial, seed) -> {
          Devices.assume(Device.CPU);
          compare(trial, seed, Device.CPU, exact(row));
        });
  }

  @TestFactory
  Stream<DynamicTest> mixedPrecisionIsNearF64() {
    return each(
        VALUES,
        true,
        (row, trial, seed) -> {
          Devices.assume(Device.CPU);
          Precision.BF16.use(
              () -> {
                compare(trial, seed, Device.CPU, BF16);
                return true;
              });
        });
  }

  /** Tensors that users hold in bf16 themselves. */
  @TestFactory
  Stream<DynamicTest> cpuInBf16IsNearReferenceInBf16() {
    return each(
        VALUES,
        true,
        (row, trial, seed) -> {
          Devices.assume(Device.CPU);
          Outcome expected = Outcome.of(trial, Device.REFERENCE, DType.BF16, seed);
          compare(expected, Outcome.of(trial, Device.CPU, DType.BF16, seed), BF16);
        });
  }

  /**
   * How near two results must be.
   *
   * @param relative to the largest magnitude
   * @param floor below which a magnitude counts as this: inputs are of the order of 1, and what
   *     cancels in sums of them is rounding
   */
  record Tolerance(double relative, double floor) {}

  private static Tolerance exact(OpSpec row) {
    return new Tolerance(row.tolerance(), 0.1);
  }

  /** Compares results and gradients on {@code device} with the reference in f64. */
  static void compare(Trial trial, long seed, Device device, Tolerance tolerance) {
    Outcome expected = Outcome.of(trial, Device.REFERENCE, DType.F64, seed);
    compare(expected, Outcome.of(trial, device, DType.F32, seed), tolerance);
  }

  private static void compare(Outcome expected, Outcome found, Tolerance tolerance) {
    compare("result", expected.results(), found.results(), tolerance);
    compare("gradient", expected.gradients(), found.gradients(), tolerance);
  }

  private static void compare(
      String what, List<HostBuffer> expected, List<HostBuffer> found, Tolerance tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).type().shape(), found.get(i).type().shape());
      Close.check(
          what + " " + i + " element",
          expected.get(i).doubles(),
          found.get(i).doubles(),
          tolerance.relative(),
          tolerance.floor());
    }
  }

  private interface Check {
    void run(OpSpec row, Trial trial, long seed);
  }

  private static Stream<DynamicTest> each(Seeds.Budget budget, boolean ties, Check check) {
    return OpSpecs.rows().stream()
        .map(
            row ->
                dynamicTest(
                    row.name(),
                    () ->
                        Seeds.repeat(
                            budget,
                            seed -> {
                              Trial trial = row.trial(seed, ties);
                              Seeds.naming(trial, () -> check.run(row, trial, seed));
                            })));
  }

  private static void collect(Class<?> type, Set<Class<?>> records) {
    if (OpSpecs.EXCEPTIONS.containsKey(type)) {
      return;
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, records);
      }
    } else {
      records.add(type);
    }
  }

  private static boolean uses(List<Tensor> results, Class<? extends Op> op) {
    Deque<Node> open = new ArrayDeque<>(results.stream().map(Tensor::node).toList());
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (op.isInstance(node.op())) {
        return true;
      }
      node.inputs().forEach(input -> open.push(input.node()));
    }
    return false;
  }
}
