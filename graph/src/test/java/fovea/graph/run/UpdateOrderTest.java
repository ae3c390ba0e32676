package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.spi.Program;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UpdateOrderTest {
  private static final TensorType SQUARE = TensorType.f32(3, 3);
  private static final Tensor ONE = Tensor.scalar(1);

  private final Tensor x = Tensor.of(HostBuffer.allocate(SQUARE));
  private final Variable first = variable("first");
  private final Variable second = variable("second");

  private static Variable variable(String name) {
    return new Variable(name, SQUARE, true, () -> HostBuffer.allocate(SQUARE));
  }

  private static String order(Supplier<List<Tensor>> body) {
    Trace.Recorded<List<Tensor>> recorded = Trace.of(body);
    Program program =
        UpdateOrder.early(
            ProgramBuilder.build(
                new Engine.Graph(List.of(), recorded.results(), recorded.changes())));
    return program.steps().stream().map(s -> s.kernel().name()).collect(Collectors.joining(" "));
  }

  private static void descend(Variable weight, Tensor gradient) {
    Update.Sgd sgd = new Update.Sgd(0, false, 0);
    Trace.assign(weight, Tensor.of(sgd, weight.tensor(), gradient, ONE, ONE));
  }

  @Test
  void aWeightIsUpdatedAsSoonAsNobodyNeedsIt() {
    String order =
        order(
            () -> {
              Tensor loss = x.linear(first.tensor()).linear(second.tensor());
              List<Tensor> gradients =
                  Gradients.of(loss, x, List.of(first.tensor(), second.tensor()));
              descend(first, gradients.get(0));
              descend(second, gradients.get(1));
              return List.of(loss);
            });
    assertEquals("linear linear linearInputGrad linearWeightGrad sgd linearWeightGrad sgd", order);
  }

  @Test
  void aLaterReaderOfTheOldValueComesFirst() {
    String order =
        order(
            () -> {
              Tensor old = first.tensor();
              descend(first, x);
              return List.of(old.reshape(9).exp());
            });
    assertEquals("reshape exp sgd", order);
  }

  @Test
  void aCastMayBeMadeWhereItIsRead() {
    String order =
        order(
            () -> {
              Tensor old = first.tensor();
              descend(first, x);
              return List.of(old.cast(DType.BF16).exp());
            });
    assertEquals("cast exp sgd", order);
  }

  @Test
  void whoeverReadsTheNewValueWaitsForTheUpdate() {
    String order =
        order(
            () -> {
              Tensor old = first.tensor();
              descend(first, x);
              return List.of(first.tensor().exp(), old.tanh());
            });
    assertEquals("affine sgd exp tanh", order);
  }
}
