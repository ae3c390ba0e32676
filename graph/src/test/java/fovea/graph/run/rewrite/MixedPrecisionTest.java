package fovea.graph.run.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Loss;
import fovea.graph.op.Norm;
import fovea.graph.op.Source;
import fovea.graph.op.Update;
import fovea.graph.run.ProgramBuilder;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {
  private static final Window SAME = Window.of(3).padding(1);

  private final List<Variable> weights = new ArrayList<>();
  private final Variable weight = variable("weight", 4, 4, 3, 3);
  private final Variable gamma = variable("gamma", 4);
  private final Variable beta = variable("beta", 4);
  private final Variable dense = variable("dense", 5, 64);
  private final Variable bias = variable("bias", 5);
  private final Tensor x = Tensor.of(new Source.Argument(0, TensorType.f32(2, 4, 8, 8)));
  private final Tensor labels =
      Tensor.of(new Source.Argument(1, new TensorType(Shape.of(2), DType.I32)));

  private Variable variable(String name, int... dims) {
    TensorType type = TensorType.f32(dims);
    Variable variable = new Variable(name, type, true, () -> HostBuffer.allocate(type));
    weights.add(variable);
    return variable;
  }

  private Program program(Supplier<List<Tensor>> body) {
    Trace.Recorded<List<Tensor>> recorded = Trace.of(body);
    List<TensorType> arguments = List.of(x.type(), labels.type());
    Program program =
        ProgramBuilder.build(new Engine.Graph(arguments, recorded.results(), recorded.changes()));
    return Fuse.apply(program, EnumSet.allOf(Fusion.class));
  }

  private static String steps(Program program) {
    return program.steps().stream().map(MixedPrecisionTest::line).collect(Collectors.joining("\n"));
  }

  private static List<String> lines(Program program, String kernel) {
    return program.steps().stream()
        .filter(step -> step.kernel().name().equals(kernel))
        .map(MixedPrecisionTest::line)
        .toList();
  }

  private static String line(Step step) {
    return step.kernel().name()
        + " "
        + types(step.inputTypes())
        + " > "
        + types(step.outputTypes());
  }

  private static String types(List<TensorType> types) {
    return types.stream().map(t -> t.dtype().toString()).collect(Collectors.joining(" "));
  }

  private static long casts(Program program) {
    return program.steps().stream().filter(s -> s.kernel().name().equals("cast")).count();
  }

  private static Predicate<Step> allBut(String kernel) {
    return step -> !step.kernel().name().equals(kernel);
  }

  private Tensor conv(Tensor input) {
    return input.conv2d(weight.tensor(), SAME, 1);
  }

  /** Convolution, batch norm, ReLU, pooling, linear layer, loss; the gradients of all weights. */
  private List<Tensor> training() {
    Tensor normal =
        Node.of(new Norm.BatchNorm(1e-5), List.of(conv(x), gamma.tensor(), beta.tensor())).output();
    Tensor features = normal.relu().maxPool(2).flatten(1);
    Tensor logits = features.linear(dense.tensor(), bias.tensor());
    Tensor loss = Tensor.of(new Loss.CrossEntropy(0), logits, labels);
    List<Tensor> results = new ArrayList<>(List.of(loss));
    results.addAll(Gradients.of(loss, weights.stream().map(Variable::tensor).toList()));
    return results;
  }

  @Test
  void aTrainingStepIsNarrowBetweenItsInputAndItsLoss() {
    Program bf16 = MixedPrecision.apply(program(this::training), _ -> true);
    assertEquals(
        """
        cast f32 > bf16
        cast f32 > bf16
        conv2d bf16 bf16 > bf16
        batchNormRelu bf16 f32 f32 > bf16 f32 f32 u8
        maxPool bf16 > bf16 i32
        reshape bf16 > bf16
        cast f32 > bf16
        linear bf16 bf16 f32 > f32
        crossEntropy f32 i32 > f32
        crossEntropyGrad f32 i32 f32 > f32
        cast f32 > bf16
        cast f32 > bf16
        linearInputGrad bf16 bf16 > bf16
        linearWeightGrad bf16 bf16 > f32 f32
        reshape bf16 > bf16
        maxPoolGrad bf16 i32 > bf16
        batchNormReluGrad bf16 f32 f32 f32 bf16 u8 > bf16 f32 f32
        conv2dWeightGrad bf16 bf16 > f32
        """
            .strip(),
        steps(bf16));
    assertEquals(11, MixedPrecision.steps(bf16));
  }

  @Test
  void gradientsFollowTheirForwardPassWhereABackendDeclinesIt() {
    Program bf16 = MixedPrecision.apply(program(this::training), allBut("maxPool"));
    assertEquals(List.of("maxPool f32 > f32 i32"), lines(bf16, "maxPool"));
    assertEquals(List.of("maxPoolGrad f32 i32 > f32"), lines(bf16, "maxPoolGrad"));
    Program normal = MixedPrecision.apply(program(this::training), allBut("batchNormRelu"));
    assertEquals(
        List.of("batchNormReluGrad f32 f32 f32 f32 f32 u8 > f32 f32 f32"),
        lines(normal, "batchNormReluGrad"));
  }

  @Test
  void whatABackendDeclinesHasCastsAroundIt() {
    Tensor y = conv(conv(conv(x)).tanh());
    Program bf16 = MixedPrecision.apply(program(() -> List.of(y)), allBut("tanh"));
    assertEquals(
        """
        cast f32 > bf16
        cast f32 > bf16
        conv2d bf16 bf16 > bf16
        cast f32 > bf16
        conv2d bf16 bf16 > bf16
        cast bf16 > f32
        tanh f32 > f32
        cast f32 > bf16
        cast f32 > bf16
        conv2d bf16 bf16 > f32
        """
            .strip(),
        steps(bf16));
    Program f32 = program(() -> List.of(y));
    assertEquals(steps(f32), steps(MixedPrecision.apply(f32, _ -> false)));
  }

  @Test
  void castsAreSharedUnlessAVariableMayChangeInBetween() {
    Program bf16 = MixedPrecision.apply(program(() -> List.of(conv(x), conv(x))), _ -> true);
    assertEquals(3, casts(bf16), "one of the input, one of the weight for each reader");
  }

  @Test
  void resultsAndChangesKeepTheirTypes() {
    Variable mean = variable("mean", 2, 4, 8, 8);
    Program bf16 =
        MixedPrecision.apply(
            program(
                () -> {
                  Tensor y = conv(x).relu();
                  Tensor track = Tensor.of(new Update.RunningMean(0.1, 1), mean.tensor(), conv(y));
                  Trace.assign(mean, track);
                  return List.of(y);
                }),
            _ -> true);
    bf16.results().forEach(value -> assertEquals(DType.F32, value.type().dtype()));
    bf16.changes().values().forEach(value -> assertEquals(DType.F32, value.type().dtype()));
  }

  @Test
  void otherTypesAreTheUsersBusiness() {
    for (DType dtype : List.of(DType.F64, DType.BF16)) {
      TensorType type = x.type().with(dtype);
      Tensor given = Tensor.of(HostBuffer.allocate(type));
      Tensor filter = Tensor.of(HostBuffer.allocate(weight.type().with(dtype)));
      Program program = program(() -> List.of(given.conv2d(filter, SAME, 1).relu()));
      assertEquals(steps(program), steps(MixedPrecision.apply(program, _ -> true)));
    }
  }
}
