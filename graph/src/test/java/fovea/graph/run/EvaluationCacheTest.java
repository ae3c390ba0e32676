package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.ref.ReferenceBackend;
import fovea.graph.run.memory.ArenaMemory;
import fovea.graph.spi.Program;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationCacheTest {
  private static final TensorType TYPE = TensorType.f32(2);

  private final EvaluationCache cache = new EvaluationCache();
  private int plans;

  private static Variable variable(String name) {
    return new Variable(name, TYPE, true, () -> HostBuffer.of(TYPE, 2, 3));
  }

  private double[] evaluate(Tensor tensor) {
    EvaluationCache.Closed closed = EvaluationCache.close(List.of(tensor));
    Plan plan = cache.plan(closed, Device.REFERENCE, this::compile);
    plan.run(closed.arguments());
    return plan.result(0).doubles();
  }

  private Plan compile(Program program) {
    plans++;
    var parts = new PlanMaker.Parts(program, Set.of());
    return new PlanMaker(parts, new ReferenceBackend(), new ArenaMemory(), () -> 0).plan(1);
  }

  @Test
  void theSameComputationOnOtherValuesIsPlannedOnce() {
    assertArrayEquals(new double[] {2}, evaluate(Tensor.scalar(1).mul(Tensor.of(number(2)))));
    assertArrayEquals(new double[] {5}, evaluate(Tensor.scalar(1).mul(Tensor.of(number(5)))));
    assertEquals(1, plans);
  }

  private static HostBuffer number(double value) {
    return HostBuffer.of(TensorType.f32(), value);
  }

  @Test
  void onlyAChangeOfItsOwnVariablesMakesAPlanAgain() {
    Variable weight = variable("weight");
    Variable other = variable("other");
    assertArrayEquals(new double[] {4, 6}, evaluate(weight.tensor().mul(2)));
    other.setTrainable(false);
    assertArrayEquals(new double[] {4, 6}, evaluate(weight.tensor().mul(2)));
    assertEquals(1, plans);
    weight.setTrainable(false);
    assertArrayEquals(new double[] {4, 6}, evaluate(weight.tensor().mul(2)));
    assertEquals(2, plans);
  }
}
