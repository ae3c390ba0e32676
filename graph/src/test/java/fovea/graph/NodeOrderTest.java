package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Op;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeOrderTest {
  private static final TensorType PAIR = TensorType.f32(2);

  private final Variable weight =
      new Variable("weight", PAIR, true, () -> HostBuffer.allocate(PAIR));
  private final Variable bias = new Variable("bias", PAIR, true, () -> HostBuffer.allocate(PAIR));

  private List<Tensor> layer(Tensor x) {
    return List.of(x.relu().mul(weight.tensor()).add(bias.tensor()));
  }

  private static List<Op> traced(
      Function<Tensor, List<Tensor>> function, Function<List<Tensor>, List<Node>> order) {
    Engine.Graph graph = Compiled.of(in -> function.apply(in.getFirst())).graph(List.of(PAIR));
    return order.apply(graph.results()).stream().map(Node::op).toList();
  }

  /** The first trace makes the nodes of the variables, the second finds them. */
  @Test
  void isTheSameInTheFirstTraceAndInTheSecond() {
    Stream.<Function<List<Tensor>, List<Node>>>of(NodeOrder::asRead, NodeOrder::asMade)
        .forEach(
            order -> {
              weight.markChanged();
              bias.markChanged();
              List<Op> first = traced(this::layer, order);
              assertEquals(first, traced(this::layer, order));
              assertEquals(
                  List.of("argument", "relu", "stored", "mul", "stored", "add"),
                  first.stream().map(Op::name).toList());
            });
  }

  /** A plan keeps the order of the program, else it would hold more values at a time. */
  @Test
  void branchesComeAsTheyWereMadeOrAsTheyAreRead() {
    Function<Tensor, List<Tensor>> function =
        x -> {
          Tensor second = x.tanh();
          Tensor first = x.relu();
          return List.of(first.mul(second), second);
        };
    assertEquals(
        List.of("argument", "tanh", "relu", "mul"),
        traced(function, NodeOrder::asMade).stream().map(Op::name).toList());
    assertEquals(
        List.of("argument", "relu", "tanh", "mul"),
        traced(function, NodeOrder::asRead).stream().map(Op::name).toList());
  }

  @Test
  void aResultThatNothingComputesComesToo() {
    assertEquals(1, traced(List::of, NodeOrder::asMade).size());
    assertEquals(1, traced(List::of, NodeOrder::asRead).size());
  }

  @Test
  void longChainsAndManyWaysAreNoTrouble() {
    Tensor y = Tensor.full(PAIR, 1);
    for (int i = 0; i < 10_000; i++) {
      y = y.add(y);
    }
    assertEquals(10_001, NodeOrder.asRead(List.of(y)).size());
    assertEquals(10_001, NodeOrder.asMade(List.of(y)).size());
  }
}
