package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Engine;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.spi.Program;
import fovea.graph.spi.Value;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramBuilderTest {
  private final Tensor x = Tensor.of(HostBuffer.allocate(TensorType.f32(2)));

  private static Program build(Tensor... results) {
    return ProgramBuilder.build(new Engine.Graph(List.of(), List.of(results), Map.of()));
  }

  @Test
  void stepsKeepTheOrderInWhichTheyWereMade() {
    Tensor a = x.relu();
    Tensor b = x.tanh();
    assertEquals(
        List.of("relu", "tanh", "mul"),
        build(b.mul(a)).steps().stream().map(s -> s.kernel().name()).toList());
  }

  @Test
  void whatNobodyReadsIsLeftOut() {
    Tensor y = x.relu();
    y.tanh();
    assertEquals(1, build(y).steps().size());
  }

  @Test
  void equalStepsStayTwo() {
    assertEquals(3, build(x.relu().add(x.relu())).steps().size());
  }

  @Test
  void oneVariableIsOneValue() {
    TensorType type = TensorType.f32(2);
    Variable weight = new Variable("weight", type, true, () -> HostBuffer.allocate(type));
    Program program = build(weight.tensor().add(weight.tensor()));
    List<Value> inputs = program.steps().getFirst().inputs();
    assertEquals(inputs.get(0), inputs.get(1));
  }

  @Test
  void longChainsDoNotOverflowTheStack() {
    Tensor y = x;
    for (int i = 0; i < 10_000; i++) {
      y = y.relu();
    }
    assertEquals(10_000, build(y).steps().size());
  }
}
