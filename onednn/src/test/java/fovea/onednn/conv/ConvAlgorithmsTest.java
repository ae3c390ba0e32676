package fovea.onednn.conv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.graph.op.Conv;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.Natives;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which algorithms are chosen for convolutions, and the reasons that plans show. */
class ConvAlgorithmsTest {
  private static final Window THREE = Window.of(3).padding(1);

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  /** Of {@code channels} to as many, over {@code size} rows and columns. */
  private static ConvGeometry geometry(Window window, DType dtype, int channels, int size) {
    TensorType x = TensorType.f32(8, channels, size, size).with(dtype);
    TensorType weight =
        TensorType.f32(channels, channels, window.kernel().h(), window.kernel().w()).with(dtype);
    TensorType y =
        TensorType.f32(8, channels, window.outHeight(size), window.outWidth(size)).with(dtype);
    return new ConvGeometry(new Conv.Conv2d(window, 1), x, weight, y);
  }

  private static ConvAlgorithm.Forward forward(ConvGeometry geometry) {
    return new ConvAlgorithms(true, true).forward(geometry);
  }

  private static Step weightGrad(ConvGeometry geometry) {
    Conv.Conv2d conv = geometry.conv();
    Shape shape = geometry.weight().shape();
    Conv.WeightGrad grad = new Conv.WeightGrad(conv.window(), conv.groups(), shape, false);
    return new Step(
        new Kernel.Plain(grad),
        List.of(
            new Value(geometry.x(), new Value.Origin.Argument(0)),
            new Value(geometry.y(), new Value.Origin.Argument(1))),
        List.of(new Value(geometry.weight().with(DType.F32), new Value.Origin.Computed())),
        "conv1");
  }

  private static Conv.WeightGrad op(Step step) {
    return (Conv.WeightGrad) ((Kernel.Plain) step.kernel()).op();
  }

  @Test
  void winogradWhereItSavesEnough() {
    assumeTrue(Vectors.here().isPresent(), "not tested: neither AVX2 nor AVX-512");
    ConvAlgorithm algorithm = forward(geometry(THREE, DType.F32, 64, 56));
    assertInstanceOf(ConvAlgorithm.Winograd.class, algorithm);
    assertTrue(
        algorithm.reason().matches("saves \\d+\\.\\d multiplications for each byte it moves"),
        algorithm.reason());
    ConvAlgorithm small = forward(geometry(THREE, DType.F32, 16, 8));
    assertInstanceOf(ConvAlgorithm.Direct.class, small);
    assertTrue(small.reason().matches("Winograd would save .*, fewer than 5.*"), small.reason());
  }

  @Test
  void directSaysWhatStoodAgainstTheOthers() {
    assertTrue(
        forward(geometry(THREE, DType.F32, 20, 56))
            .reason()
            .startsWith("channels not in whole blocks of 16"));
    assertTrue(
        forward(geometry(Window.of(7).stride(2).padding(3), DType.F32, 16, 32))
            .reason()
            .startsWith("no other algorithm for 7×7 by strides"));
  }

  @Test
  void anotherGradientThanOneDnnsWhereThatIsWrong() {
    Step step = weightGrad(geometry(Window.of(5).padding(2), DType.BF16, 16, 4));
    assertInstanceOf(
        ConvAlgorithm.Reference.class, new ConvAlgorithms(true, true).weightGrad(op(step), step));
    assertTrue(new ConvAlgorithms(true, true).weightGradLayout(op(step), step).isEmpty());
  }

  @Test
  void bf16GradientsOfWeightsWithoutOverlap() {
    Step step = weightGrad(geometry(Window.of(1), DType.BF16, 32, 14));
    ConvAlgorithm algorithm = new ConvAlgorithms(true, true).weightGrad(op(step), step);
    assertEquals(
        DnnlEngine.multipliesBf16InVectors(), algorithm instanceof ConvAlgorithm.Bf16WeightGrad);
  }

  @Test
  void choosesOnceForEachStep() {
    Step step = weightGrad(geometry(THREE, DType.F32, 64, 56));
    ConvAlgorithms algorithms = new ConvAlgorithms(true, true);
    assertSame(algorithms.weightGrad(op(step), step), algorithms.weightGrad(op(step), step));
  }

  /** What home layouts are told is what comes out. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void gradientsOfWeightsLieAsPredicted(int kernel) {
    Step step = weightGrad(geometry(Window.of(kernel), DType.F32, 64, 28));
    Program program =
        new Program(step.inputTypes(), List.of(step), List.of(step.output()), Map.of());
    Lowering to = new Lowering(program);
    ConvKernels kernels = new ConvKernels(new ConvAlgorithms(false, false), to);
    Call call =
        to.lower(each -> kernels.lower(op(each), each)).calls().stream()
            .filter(each -> each.label().kernel().equals("conv2dWeightGrad"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        new ConvAlgorithms(true, true).weightGradLayout(op(step), step).orElseThrow(),
        Descs.of(call.writes().getFirst()));
    assertTrue(!call.label().reason().isEmpty(), call.label().toString());
  }
}
