package fovea.graph.run.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Norm;
import fovea.graph.op.Update;
import fovea.graph.run.ProgramBuilder;
import fovea.graph.run.UpdateOrder;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FuseTest {
  private static final Window SAME = Window.of(3).padding(1);

  private final Tensor x = Tensor.of(HostBuffer.allocate(TensorType.f32(2, 4, 6, 6)));
  private final Tensor weight = variable("weight", 4, 4, 3, 3).tensor();
  private final Tensor bias = variable("bias", 4).tensor();
  private final Variable gamma = variable("gamma", 4);
  private final Variable beta = variable("beta", 4);
  private final Variable mean = variable("mean", 4);
  private final Variable variance = variable("variance", 4);

  private static Variable variable(String name, int... dims) {
    TensorType type = TensorType.f32(dims);
    return new Variable(name, type, true, () -> HostBuffer.allocate(type));
  }

  private static Program fused(Supplier<List<Tensor>> body) {
    Trace.Recorded<List<Tensor>> recorded = Trace.of(body);
    Program program =
        ProgramBuilder.build(new Engine.Graph(List.of(), recorded.results(), recorded.changes()));
    Program fused = UpdateOrder.early(Fuse.apply(program, EnumSet.allOf(Fusion.class)));
    assertOrdered(fused);
    return fused;
  }

  private static void assertFused(String expected, Tensor... results) {
    assertEquals(expected, kernels(fused(() -> List.of(results))));
  }

  private static String kernels(Program program) {
    return program.steps().stream().map(s -> s.kernel().name()).collect(Collectors.joining(" "));
  }

  /** Each step finds its inputs computed. */
  private static void assertOrdered(Program program) {
    Set<Value> made = new HashSet<>();
    for (Step step : program.steps()) {
      for (Value input : step.inputs()) {
        boolean there = !(input.origin() instanceof Value.Origin.Computed) || made.contains(input);
        assertTrue(there, step.label() + " runs before its input is made");
      }
      made.addAll(step.outputs());
    }
  }

  private Tensor conv(Tensor input) {
    return input.conv2d(weight, SAME, 1);
  }

  private Tensor inference(Tensor input) {
    return Tensor.of(
        new Norm.BatchNormInference(1e-5),
        input,
        gamma.tensor(),
        beta.tensor(),
        mean.tensor(),
        variance.tensor());
  }

  private Node training(Tensor input) {
    return Node.of(new Norm.BatchNorm(1e-5), List.of(input, gamma.tensor(), beta.tensor()));
  }

  @Test
  void convolutionTakesReluWithIt() {
    assertFused("conv2d+relu", conv(x).relu());
    assertFused("conv2d+relu", x.conv2d(weight, bias, SAME, 1).relu());
  }

  @Test
  void aConvolutionThatOthersReadStaysAlone() {
    Tensor y = conv(x);
    assertFused("conv2d relu", y.relu(), y);
    assertFused("conv2d relu tanh add", y.relu().add(y.tanh()));
  }

  @Test
  void batchNormWithFixedStatisticsGoesIntoTheWeights() {
    assertFused("foldWeight foldBias conv2d", inference(conv(x)));
    assertFused("foldWeight foldBias conv2d+relu", inference(conv(x)).relu());
    assertFused(
        "foldWeight foldBias conv2d+relu", inference(x.conv2d(weight, bias, SAME, 1)).relu());
  }

  @Test
  void computedStatisticsAreNotFolded() {
    Tensor shifted = mean.tensor().add(1);
    Tensor y =
        Tensor.of(
            new Norm.BatchNormInference(1e-5),
            conv(x),
            gamma.tensor(),
            beta.tensor(),
            shifted,
            variance.tensor());
    assertFused("affine conv2d batchNormInference", y);
  }

  @Test
  void residualBlockIsTwoConvolutionsAtInference() {
    Tensor block = inference(conv(inference(conv(x)).relu())).add(x).relu();
    assertFused("foldWeight foldBias conv2d+relu foldWeight foldBias conv2d+add+relu", block);
  }

  @Test
  void additionTakesReluWithIt() {
    assertFused("tanh addRelu", x.add(x.tanh()).relu());
    // Not where sizes are broadcast.
    assertFused("add relu", x.add(Tensor.scalar(1)).relu());
  }

  @Test
  void batchNormInTrainingTakesReluWithItBothWays() {
    Program program =
        fused(
            () -> {
              Tensor y = training(x).output().relu();
              Tensor loss = y.mul(y).sum();
              return Gradients.of(loss, List.of(x, gamma.tensor()));
            });
    assertEquals(
        1, program.steps().stream().filter(s -> s.kernel().name().equals("batchNormRelu")).count());
    assertEquals(
        1,
        program.steps().stream()
            .filter(s -> s.kernel().name().equals("batchNormReluGrad"))
            .count());
  }

  @Test
  void reluWhoseGradientOthersReadStaysAlone() {
    Tensor y = training(x).output().relu();
    List<Tensor> gradient = Gradients.of(y.sum(), List.of(x));
    assertTrue(kernels(fused(() -> gradient)).contains("batchNormReluGrad"));
    Tensor middle = training(x).output();
    List<Tensor> both = Gradients.of(middle.relu().sum(), List.of(x, middle));
    assertTrue(kernels(fused(() -> both)).contains("reluGrad"));
  }

  @Test
  void statisticsAreTrackedAfterTheFusedStepThatMakesThem() {
    Program program =
        fused(
            () -> {
              Node norm = training(x);
              Update.RunningMean track = new Update.RunningMean(0.1, 1);
              Trace.assign(mean, Tensor.of(track, mean.tensor(), norm.output(1)));
              Tensor deviation = norm.output(2).sqrt();
              return List.of(norm.output().relu(), deviation);
            });
    assertEquals("batchNormRelu runningMean sqrt", kernels(program));
  }

  @Test
  void onlyF32IsFused() {
    for (DType dtype : List.of(DType.F64, DType.BF16)) {
      Tensor given = Tensor.of(HostBuffer.allocate(x.type().with(dtype)));
      Tensor filter = Tensor.of(HostBuffer.allocate(weight.type().with(dtype)));
      assertFused("conv2d relu", given.conv2d(filter, SAME, 1).relu());
    }
  }

  @Test
  void unfusedProgramsKeepTheirSteps() {
    Program program =
        ProgramBuilder.build(
            new Engine.Graph(List.of(), List.of(conv(x).relu()), java.util.Map.of()));
    assertEquals("conv2d relu", kernels(Fuse.apply(program, Set.of())));
  }
}
