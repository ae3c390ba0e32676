package fovea.testkit.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.PRelu;
import fovea.nn.activation.Softplus;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.testkit.Devices;
import fovea.testkit.SqueezeExcitation;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.profile.Repeats;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No network of the zoo, nor one like those of the examples, runs on the reference loops. */
class SlowKernelsTest {
  /** One of each family that is planned in a second or two. */
  private static final Set<String> SAMPLE =
      Set.of(
          "softmax",
          "mlp",
          "toy",
          "lenet5",
          "lenet5_classic",
          "alexnet_original",
          "resnet18",
          "resnext50_32x4d",
          "cifar_resnet20",
          "mobilenet_v2",
          "squeezenet1_1",
          "inception_v3",
          "xception");

  @TestFactory
  Stream<DynamicTest> networksOfTheZoo() {
    return networks(network -> SAMPLE.contains(network.name()));
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> allOtherNetworksOfTheZoo() {
    return networks(network -> !SAMPLE.contains(network.name()));
  }

  private static Stream<DynamicTest> networks(Predicate<Architecture> which) {
    Devices.assume(Device.CPU);
    return Zoo.architectures().stream()
        .filter(which)
        .map(network -> dynamicTest(network.name(), () -> check(network)));
  }

  private static void check(Architecture network) {
    NetworkArguments usual = network.defaults();
    TensorType images = TensorType.f32(1, usual.channels(), usual.height(), usual.width());
    assertFast(Zoo.create(network.name(), usual), images);
  }

  private static void assertFast(Layer model, TensorType images) {
    Engine.Graph inference =
        Compiled.of(in -> List.of(in.getFirst().apply(model))).graph(List.of(images));
    assertEquals(Set.of(), slow(inference), "at inference");
    TrainStep step = TrainStep.of(model, new Sgd(0.1), Task.classification());
    assertEquals(Set.of(), slow(step.graph(images)), "in training");
  }

  private static Set<String> slow(Engine.Graph graph) {
    return plan(graph).kernels().stream()
        .filter(PlannedKernel::slow)
        .map(kernel -> kernel.name() + " " + kernel.types())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Plan plan(Engine.Graph graph) {
    return Engine.instance().compile(graph, Engine.Setting.current().on(Device.CPU));
  }

  @Test
  void otherNetworks() {
    Devices.assume(Device.CPU);
    Layer model =
        Sequential.of(
            new Conv2d(3, 8, 3),
            new PRelu(8),
            new SqueezeExcitation(8, 4),
            new Conv2d(8, 8, 3),
            new Softplus(),
            new GlobalAvgPool(),
            new Linear(8, 10));
    assertFast(model, TensorType.f32(2, 3, 20, 20));
  }

  @Test
  void aPlanPointsThemOut() {
    Devices.assume(Device.CPU);
    TensorType type = new TensorType(TensorType.f32(3, 4).shape(), DType.BF16);
    Plan plan = plan(Compiled.of(in -> List.of(in.getFirst().sum(0))).graph(List.of(type)));
    assertTrue(plan.print().contains("slow: 1 on the reference loops"), plan.print());
    Profile profile =
        new Profiler(Repeats.times(2)).profile(plan, List.of(HostBuffer.allocate(type)));
    assertEquals(1, profile.slow().size());
    Plan fast =
        plan(Compiled.of(in -> List.of(in.getFirst().sum(0))).graph(List.of(TensorType.f32(3, 4))));
    assertTrue(!fast.print().contains("slow"), fast.print());
  }
}
