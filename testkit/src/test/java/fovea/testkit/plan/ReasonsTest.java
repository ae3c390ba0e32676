package fovea.testkit.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.type.Device;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.testkit.Devices;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans say why a convolution is computed the way it is. */
class ReasonsTest {
  private static final Set<String> GRADIENTS = Set.of("conv2dInputGrad", "conv2dWeightGrad");

  @BeforeEach
  void needsNatives() {
    Devices.assume(Device.CPU);
  }

  private static Plan plan(Engine.Graph graph) {
    return Engine.instance().compile(graph, Engine.Setting.current().on(Device.CPU));
  }

  @Test
  void atInference() {
    Layer model = Sequential.of(new Conv2d(3, 32, 3), new Relu(), new Conv2d(32, 32, 1));
    TensorType images = TensorType.f32(2, 3, 20, 20);
    Plan plan = plan(Compiled.of(in -> List.of(in.getFirst().apply(model))).graph(List.of(images)));
    check(plan, 2);
    String print = plan.print();
    assertTrue(print.lines().findFirst().orElseThrow().endsWith("  reason"), print);
  }

  @Test
  void inTraining() {
    Layer model = Zoo.create("lenet5");
    TensorType images = TensorType.f32(8, 1, 32, 32);
    check(plan(TrainStep.of(model, new Sgd(0.1), Task.classification()).graph(images)), 4);
  }

  private static void check(Plan plan, int least) {
    List<PlannedKernel> convolutions =
        plan.kernels().stream()
            .filter(
                kernel ->
                    GRADIENTS.contains(kernel.name())
                        || kernel.name().equals("conv2d")
                        || kernel.name().startsWith("conv2d+"))
            .toList();
    assertTrue(convolutions.size() >= least, plan.print());
    convolutions.forEach(kernel -> assertFalse(kernel.reason().isEmpty(), kernel::toString));
  }
}
