package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.PlannedKernel.Part;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void timesCountFromTheBeginningOfTheRun() {
    Timeline run = new Timeline(100, 110, 150, 155, 200, 230);
    assertEquals(2, run.kernels());
    assertEquals(10, run.start(0));
    assertEquals(50, run.end(0));
    assertEquals(45, run.duration(1));
    assertEquals(130, run.total());
    assertThrows(IllegalArgumentException.class, () -> new Timeline(1, 2, 3));
  }

  @Test
  void aWatchedRunComputesWhatARunComputes() {
    Variable total = variable("total");
    Plan plan = addition(total);
    HostBuffer three = HostBuffer.of(total.type(), 3);
    plan.run(List.of(three));
    Timeline run = plan.timed(List.of(three));
    assertEquals(6, total.value().at(0));
    assertEquals(12, plan.scalar(0));
    assertEquals(plan.kernels().size(), run.kernels());
    for (int i = 1; i < run.kernels(); i++) {
      assertTrue(run.end(i - 1) <= run.start(i), "kernel " + i);
    }
    assertTrue(run.end(run.kernels() - 1) <= run.total());
  }

  @Test
  void kernelsKnowTheirPartOfTheStep() {
    Map<String, Part> parts =
        addition(variable("sum")).kernels().stream()
            .collect(Collectors.toMap(PlannedKernel::name, PlannedKernel::part));
    assertEquals(Map.of("affine", Part.FORWARD, "add", Part.BACKWARD, "store", Part.UPDATE), parts);
  }

  /** Adds its argument to {@code sum}; the result is four times the argument. */
  private static Plan addition(Variable sum) {
    return Device.REFERENCE.use(
        () ->
            Compiled.of(
                    in -> {
                      Trace.assign(sum, sum.tensor().add(in.getFirst()));
                      return List.of(in.getFirst().mul(4));
                    })
                .plan(List.of(sum.type())));
  }

  private static Variable variable(String name) {
    TensorType type = TensorType.f32(1);
    return new Variable(name, type, true, () -> HostBuffer.allocate(type));
  }
}
