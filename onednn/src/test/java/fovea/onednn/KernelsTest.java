package fovea.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.PlannedKernel;
import fovea.graph.op.Dense;
import fovea.graph.op.Distribution;
import fovea.graph.op.Move;
import fovea.graph.op.Op;
import fovea.graph.op.Pool;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.ffm.DnnlException;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done when oneDNN refuses a step. */
class KernelsTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  private static Program program(Op op, TensorType result, TensorType... arguments) {
    List<Value> inputs =
        IntStream.range(0, arguments.length)
            .mapToObj(i -> new Value(arguments[i], new Value.Origin.Argument(i)))
            .toList();
    Value output = new Value(result, new Value.Origin.Computed());
    Step step = new Step(new Kernel.Plain(op), inputs, List.of(output), "block.fc");
    return new Program(step.inputTypes(), List.of(step), List.of(output), Map.of());
  }

  private static TensorType integers(int... dims) {
    return TensorType.f32(dims).with(DType.I32);
  }

  private static void assertReference(String reason, Program program) {
    Call.Label label = Kernels.lower(program).calls().getLast().label();
    assertEquals(PlannedKernel.REFERENCE, label.implementation());
    assertEquals(reason, label.reason());
  }

  @Test
  void whatIsNotImplementedRunsOnTheReferenceLoops() {
    assertReference(
        "not implemented in oneDNN",
        program(new Distribution.Softmax(1), integers(2, 3), integers(2, 3)));
  }

  /** oneDNN would call them invalid arguments. */
  @Test
  void whatIsKnownToBeRefusedIsNotAskedFor() {
    Move.Slice beyond = new Move.Slice(1, 0, 3, 2);
    assertReference(
        "oneDNN has no view whose last step leaves the axis",
        program(beyond, TensorType.f32(2, 2), TensorType.f32(2, 3)));
    Pool.Pooling holes = new Pool.Pooling(Window.of(2).dilation(3).padding(1), false);
    assertReference(
        "",
        program(
            new Pool.Average(holes, false),
            TensorType.f32(1, 1, 1, 1),
            TensorType.f32(1, 1, 2, 2)));
  }

  @Test
  void anyOtherStatusIsAnErrorThatSaysWhereAndWhat() {
    Program program =
        program(
            new Dense.MatMul(false, false),
            TensorType.f32(2, 5),
            TensorType.f32(2, 3),
            TensorType.f32(4, 5));
    DnnlException refused = assertThrows(DnnlException.class, () -> Kernels.lower(program));
    assertEquals(Status.INVALID_ARGUMENTS, refused.status());
    String message = refused.getMessage();
    assertTrue(message.startsWith("block.fc matMul: "), message);
    assertTrue(message.contains("dnnl_matmul_primitive_desc_create"), message);
    assertTrue(message.contains("dnnl_invalid_arguments (an argument is not valid)"), message);
    assertTrue(message.contains("f32 [4, 5]"), message);
  }
}
