package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.testkit.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each row of {@link CompositionSpecs} stands for. */
class CompositionTest {
  private static final Seeds.Budget BUDGET = new Seeds.Budget(3, 50);
  private static final OpSpecTest.Tolerance EXACT = new OpSpecTest.Tolerance(1e-5, 0.1);

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithDifferences() {
    return each(Differences::check);
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAgreeWithDifferences() {
    return each(Differences::checkTwice);
  }

  @TestFactory
  Stream<DynamicTest> cpuIsNearReference() {
    return each(
        (trial, seed) -> {
          Devices.assume(Device.CPU);
          OpSpecTest.compare(trial, seed, Device.CPU, EXACT);
        });
  }

  /** Neither the values nor their gradients. */
  @TestFactory
  Stream<DynamicTest> nothingRunsOnTheReferenceLoops() {
    return each(
        (trial, _) -> {
          Devices.assume(Device.CPU);
          Compiled function = Compiled.of(in -> withGradients(trial, in));
          Engine.Graph graph = function.graph(HostBuffer.types(trial.buffers(DType.F32)));
          List<String> slow =
              Engine.instance()
                  .compile(graph, Engine.Setting.current().on(Device.CPU))
                  .kernels()
                  .stream()
                  .filter(PlannedKernel::slow)
                  .map(PlannedKernel::name)
                  .toList();
          assertEquals(List.of(), slow);
        });
  }

  private static List<Tensor> withGradients(Trial trial, List<Tensor> in) {
    List<Tensor> all = new ArrayList<>(trial.graph().apply(in));
    all.addAll(Gradients.of(all.getFirst().sum(), Outcome.varying(trial, in)));
    return all;
  }

  private interface Check {
    void run(Trial trial, long seed);
  }

  private static Stream<DynamicTest> each(Check check) {
    return CompositionSpecs.ROWS.stream()
        .map(
            row ->
                dynamicTest(
                    row.name(),
                    () ->
                        Seeds.repeat(
                            BUDGET,
                            seed -> {
                              Trial trial = row.trial(seed);
                              Seeds.naming(trial, () -> check.run(trial, seed));
                            })));
  }
}
