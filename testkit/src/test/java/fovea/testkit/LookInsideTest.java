package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Relevance;
import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Unary;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.NamedNode;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.inspect.Intermediates;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.loss.Losses;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values on the way, their gradients and rules for gradients, in plans of both backends. */
class LookInsideTest {
  private static final TensorType PICTURES = TensorType.f32(2, 3, 16, 16);
  private static final int CLASS = 3;

  private final Layer model = Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 16, 16));
  private final HostBuffer x = drawn(PICTURES);

  private static HostBuffer drawn(TensorType type) {
    Random random = new Random(17);
    return HostBuffer.of(
        type, random.doubles(type.shape().elements()).map(v -> (float) (v - 0.5)).toArray());
  }

  private static List<HostBuffer> run(Device device, Compiled function, HostBuffer... arguments) {
    Devices.assume(device);
    return function.on(device).call(List.of(arguments));
  }

  /** The lectures' map: for a head over global averages it is the class activation map. */
  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void gradCamByHand(Device device) {
    Compiled gradCam =
        Compiled.of(
            in -> {
              ForwardPass pass = ForwardPass.of(model, in.getFirst());
              Tensor maps = pass.at("layer3");
              Tensor score = pass.output().slice(1, CLASS, CLASS + 1).sum();
              Tensor weights = score.gradients(List.of(maps)).getFirst().mean(Axes.of(2, 3).keep());
              return List.of(maps.mul(weights).sum(Axes.of(1).keep()).relu());
            });
    Tensor head = Parameters.of(model).get("linear.weight").tensor();
    Compiled classActivation =
        Compiled.of(
            in -> {
              Tensor maps = Intermediates.of(model, "layer3").apply(in.getFirst()).get("layer3");
              Tensor weights = head.slice(0, CLASS, CLASS + 1).reshape(1, -1, 1, 1);
              return List.of(maps.mul(weights).sum(Axes.of(1).keep()).relu().mul(1.0 / 16));
            });
    HostBuffer map = run(device, gradCam, x).getFirst();
    assertEquals(Shape.of(2, 1, 4, 4), map.type().shape());
    assertArrayEquals(run(device, classActivation, x).getFirst().floats(), map.floats(), 1e-4f);
  }

  /** The fast gradient sign method (Goodfellow et al. 2014). */
  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void fastGradientSign(Device device) {
    Compiled attack =
        Compiled.of(
            in -> {
              Tensor loss = Losses.crossEntropy(in.get(0).apply(model), in.get(1));
              Tensor slope = loss.gradients(List.of(in.get(0))).getFirst();
              Tensor moved = in.get(0).add(slope.sign().mul(0.01));
              return List.of(loss, Losses.crossEntropy(moved.apply(model), in.get(1)));
            });
    HostBuffer labels = HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 1, 4);
    List<HostBuffer> losses = run(device, attack, x, labels);
    assertTrue(losses.get(1).at(0) > losses.get(0).at(0) + 0.01, losses.toString());
  }

  /** Two fused layers over one pixel; the map follows from signs that are easy to see. */
  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void rulesForRelusOfFusedConvolutions(Device device) {
    Conv2d first = new Conv2d(2, 4, 1);
    Linear second = new Linear(4, 1);
    set(first.weight().variable()::assign, first.weight().shape(), 1, 1, 1, -1, 0, 1, 0, -1);
    set(first.bias().variable()::assign, first.bias().shape(), 0, 0, 0, 0);
    set(second.weight().variable()::assign, second.weight().shape(), 1, 2, -3, -4);
    Layer net = Sequential.of(first, new Relu(), new Flatten(), second);
    HostBuffer pixel = HostBuffer.of(TensorType.f32(1, 2, 1, 1), 1, 2);
    Compiled maps =
        Compiled.of(
            in -> {
              Tensor score = in.getFirst().apply(net).sum();
              return List.of(
                  score.gradients(in).getFirst(),
                  score.gradients(in, GradientRule.guided()).getFirst(),
                  score.gradients(in, GradientRule.deconvnet()).getFirst());
            });
    List<HostBuffer> found = run(device, maps, pixel);
    assertArrayEquals(new double[] {1, -2}, found.get(0).doubles(), 1e-6);
    assertArrayEquals(new double[] {1, 1}, found.get(1).doubles(), 1e-6);
    assertArrayEquals(new double[] {3, -1}, found.get(2).doubles(), 1e-6);
  }

  private interface Setter {
    void assign(HostBuffer values);
  }

  private static void set(Setter variable, Shape shape, double... values) {
    variable.assign(HostBuffer.of(new TensorType(shape, DType.F32), values));
  }

  /** Asking for what fusions swallow must not change it, nor the rest. */
  @Test
  void allNodesAtOnceAreThoseOfThePlainPass() {
    Devices.assume(Device.CPU);
    Compiled plain = Compiled.of(in -> List.of(in.getFirst().apply(model)));
    Compiled looked =
        Compiled.of(
            in -> {
              ForwardPass pass = ForwardPass.of(model, in.getFirst());
              List<Tensor> all = new ArrayList<>(List.of(pass.output()));
              pass.nodes().forEach(node -> all.add(node.node().output()));
              return all;
            });
    assertArrayEquals(
        run(Device.CPU, plain, x).getFirst().floats(),
        run(Device.CPU, looked, x).getFirst().floats(),
        1e-5f);
    AgainstReference.check(looked, List.of(x), 1e-3, 1e-4);
  }

  @Test
  void rulesOnAWholeNetwork() {
    Devices.assume(Device.CPU);
    for (GradientRule rule : List.of(GradientRule.guided(), GradientRule.deconvnet())) {
      Compiled map =
          Compiled.of(
              in ->
                  in.getFirst().apply(model).slice(1, CLASS, CLASS + 1).sum().gradients(in, rule));
      AgainstReference.check(map, List.of(x), 1e-3, 1e-4);
    }
  }

  /** Batch norms start without shifts, so that only the bias of the head keeps a share. */
  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void relevanceIsConserved(Device device) {
    HostBuffer chosen = HostBuffer.of(TensorType.f32(1, 5), 0, 0, 0, 1, 0);
    Compiled relevance =
        Compiled.of(
            in -> {
              ForwardPass pass = ForwardPass.of(model, in.getFirst());
              Tensor upstream = pass.output().mul(Tensor.of(chosen));
              List<Tensor> wrt = List.of(in.getFirst(), pass.at("layer1"));
              List<Tensor> found = new ArrayList<>();
              found.add(pass.output());
              found.addAll(Gradients.of(pass.output(), upstream, wrt, Relevance.epsilon(1e-6)));
              return found;
            });
    List<HostBuffer> found = run(device, relevance, x);
    double bias = Parameters.of(model).get("linear.bias").value().at(CLASS);
    double logits = found.get(0).at(CLASS) + found.get(0).at(5 + CLASS);
    for (HostBuffer map : found.subList(1, found.size())) {
      assertEquals(logits - 2 * bias, Arrays.stream(map.doubles()).sum(), 0.02);
    }
  }

  /** A value on the way may be another one for a part of the batch: what the rest is like stays. */
  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void channelsCanBeSwitchedOff(Device device) {
    HostBuffer mask = HostBuffer.allocate(TensorType.f32(2, 16, 1, 1));
    IntStream.range(0, 16).forEach(i -> mask.set(i, 1));
    Compiled masked =
        Compiled.of(
            in -> {
              ForwardPass pass = ForwardPass.of(model, in.get(0));
              return List.of(pass.replace("layer1.1.relu", h -> h.mul(in.get(1))).output());
            });
    Compiled plain = Compiled.of(in -> List.of(in.getFirst().apply(model)));
    float[] expected = run(device, plain, x).getFirst().floats();
    float[] found = run(device, masked, x, mask).getFirst().floats();
    assertArrayEquals(Arrays.copyOf(expected, 5), Arrays.copyOf(found, 5), 1e-5f);
    double change = Math.abs(expected[5] - found[5]) + Math.abs(expected[6] - found[6]);
    assertTrue(change > 1e-4, "the second picture should change, by " + change);
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void trainingIsLookedAt(Device device) {
    Devices.assume(device);
    device.use(
        () -> {
          Intermediates relus = Intermediates.of(model, Unary.Relu.class);
          Map<String, HostBuffer> values = relus.trainingValues(x, 1);
          List<String> names =
              ForwardPass.of(model, Tensor.of(x)).nodes(Unary.Relu.class).stream()
                  .map(NamedNode::name)
                  .toList();
          assertEquals(names, List.copyOf(values.keySet()));
          values.forEach(
              (name, value) ->
                  assertTrue(Arrays.stream(value.doubles()).allMatch(v -> v >= 0), name));
          return names;
        });
    assertEquals(0, Parameters.states(model).get("bn1.num_batches_tracked").value().at(0));
  }
}
