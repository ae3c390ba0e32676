package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Unary;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ForwardPassTest {
  private static final Tensor X = Tensor.full(TensorType.f32(1, 3, 8, 8), 0.5);

  private record Block(Conv2d conv1, Conv2d conv2) implements Layer {
    Block() {
      this(new Conv2d(4, 4, 3).padding(1), new Conv2d(4, 4, 3).padding(1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.add(x.apply(conv1).relu().apply(conv2)).relu();
    }
  }

  private record Net(Conv2d stem, List<Block> blocks, Linear fc) implements Layer {
    Net() {
      this(new Conv2d(3, 4, 3), List.of(new Block(), new Block()), new Linear(4, 2));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(stem).relu();
      for (Block block : blocks) {
        y = y.apply(block);
      }
      return ForwardPass.name("pooled", y.mean(2, 3)).apply(fc);
    }
  }

  private static List<String> nodes(ForwardPass pass) {
    return pass.nodes().stream().map(NamedNode::name).toList();
  }

  private static float[] floats(Tensor x) {
    return Device.REFERENCE.use(x::floats);
  }

  @Test
  void nodesAreNamedByLayerAndOp() {
    ForwardPass pass = ForwardPass.of(new Net(), X);
    assertEquals(
        List.of(
            "stem.conv2d",
            "relu",
            "blocks.0.conv1.conv2d",
            "blocks.0.relu",
            "blocks.0.conv2.conv2d",
            "blocks.0.add",
            "blocks.0.relu_1",
            "blocks.1.conv1.conv2d",
            "blocks.1.relu",
            "blocks.1.conv2.conv2d",
            "blocks.1.add",
            "blocks.1.relu_1",
            "sum",
            "affine",
            "fc.linear"),
        nodes(pass));
    NamedNode add = pass.nodes(Binary.Add.class).getFirst();
    assertEquals("blocks.0.add", add.name());
    assertEquals("blocks.0", add.path());
    assertEquals("add", add.op());
    assertEquals(Shape.of(1, 4, 6, 6), add.type().shape());
    assertEquals(5, pass.nodes(Conv.class).size());
  }

  @Test
  void layersTheOutputAndNamedValuesAreThereToo() {
    ForwardPass pass = ForwardPass.of(new Net(), X);
    assertSame(pass.output(), pass.at(""));
    assertSame(pass.at("blocks.0.relu_1"), pass.at("blocks.0"));
    assertSame(pass.at("affine"), pass.at("pooled"));
    assertSame(pass.at("fc.linear"), pass.at("fc"));
    assertSame(pass.at("blocks.1"), pass.at("blocks"), "the last node inside");
  }

  @Test
  void valuesAreThoseOfThePlainPass() {
    Net net = new Net();
    ForwardPass pass = ForwardPass.of(net, X);
    assertArrayEquals(floats(X.apply(net)), floats(pass.output()), 0);
    Tensor stem = X.apply(net.stem());
    assertArrayEquals(floats(stem), floats(pass.at("stem")), 0);
    assertArrayEquals(floats(stem.relu()), floats(pass.at("relu")), 0);
  }

  @Test
  void namesStartAtTheNetworkWhereverItStands() {
    Net net = new Net();
    List<String> alone = nodes(ForwardPass.of(net, X));
    assertEquals(alone, nodes(Scope.within("outer", () -> ForwardPass.of(net, X.add(1)))));
    record Around(Net inner, Consumer<ForwardPass> look) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        ForwardPass pass = ForwardPass.of(inner, x);
        look.accept(pass);
        return pass.output();
      }
    }
    X.apply(
        new Around(
            net,
            pass -> {
              assertEquals(alone, nodes(pass));
              assertEquals("inner.stem", pass.at("stem").node().path());
            }));
  }

  @Test
  void whatIsAppliedAgainGetsANumber() {
    Layer shared = new Conv2d(3, 3, 1);
    Layer net = Sequential.of(shared, new Relu(), shared);
    ForwardPass pass = ForwardPass.of(net, X);
    assertEquals(List.of("0.conv2d", "1.relu", "0.conv2d_1"), nodes(pass));
    assertSame(pass.at("0.conv2d"), pass.at("0"));
    assertSame(pass.output(), pass.at("0_1"));
  }

  @Test
  void noTwoValuesHaveOneName() {
    record Odd(Relu relu, @Named("relu_1") Relu other) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        return x.relu().apply(relu).relu().apply(other).apply(relu);
      }
    }
    ForwardPass pass = ForwardPass.of(new Odd(new Relu(), new Relu()), X);
    assertEquals(
        List.of("relu", "relu_1", "relu_2", ""), pass.values().keySet().stream().limit(4).toList());
    assertEquals(
        List.of("relu_3", "relu.relu", "relu_4", "relu_1.relu", "relu.relu_1"), nodes(pass));
  }

  @Test
  void severalInputsAndOutputsAndTwoPassesOfOneNetwork() {
    Layer twin = Sequential.of(new Conv2d(3, 2, 3), new Relu());
    Tensor other = Tensor.full(X.type(), 1);
    Network both =
        in -> {
          Tensor a = in.at("a").apply(twin);
          Tensor b = in.at("b").apply(twin);
          return Tensors.of("difference", a.sub(b)).and("first", a);
        };
    ForwardPass pass = ForwardPass.of(both, Tensors.of("a", X).and("b", other));
    assertSame(pass.outputs().at("first"), pass.at("1"));
    assertSame(pass.outputs().at("first"), pass.at("first"));
    assertSame(pass.at("difference"), pass.at("sub"));
    assertArrayEquals(floats(other.apply(twin)), floats(pass.at("1_1")), 0);
  }

  @Test
  void gradientsOfValuesOnTheWay() {
    ForwardPass pass = ForwardPass.of(new Net(), X);
    Tensor hidden = pass.at("blocks.0.relu");
    Tensor score = pass.output().slice(1, 0, 1).sum();
    Tensor slope = score.gradients(List.of(hidden)).getFirst();
    assertEquals(hidden.shape(), slope.shape());
    // Along its own gradient a piecewise linear score grows by the square of the slope's length.
    double step = 1e-3;
    Tensor moved =
        pass.replace("blocks.0.relu", h -> h.add(slope.mul(step))).output().slice(1, 0, 1).sum();
    double expected = step * slope.mul(slope).sum().item();
    assertEquals(expected, moved.sub(score).item(), 0.2 * expected + 1e-6);
  }

  @Test
  void replacedValuesChangeWhatFollowsAndNothingElse() {
    Net net = new Net();
    ForwardPass pass = ForwardPass.of(net, X);
    ForwardPass cut = pass.replace("blocks.0", x -> x.mul(0)).replace("fc", x -> x.add(1));
    assertSame(pass.at("stem"), cut.at("stem"));
    assertEquals(nodes(pass), nodes(cut));
    Tensor zeros = Tensor.full(pass.at("blocks.0").type(), 0);
    Tensor expected = zeros.apply(net.blocks().get(1)).mean(2, 3).apply(net.fc()).add(1);
    assertArrayEquals(floats(expected), floats(cut.output()), 1e-6f);
    assertArrayEquals(floats(X.apply(net)), floats(pass.output()), 0);
    String message =
        assertThrows(FoveaException.class, () -> pass.replace("relu", x -> x.sum())).getMessage();
    assertEquals(
        "relu of type f32[1, 4, 6, 6] is replaced by one of type f32[]; keep the type", message);
  }

  @Test
  void aNameThatDoesNotExistIsAnsweredWithTheNearest() {
    ForwardPass pass = ForwardPass.of(new Net(), X);
    assertEquals(
        "blocks.0.relu_2: the network computes nothing of this name; did you mean blocks.0.relu_1?",
        assertThrows(FoveaException.class, () -> pass.at("blocks.0.relu_2")).getMessage());
    String far = assertThrows(FoveaException.class, () -> pass.at("q")).getMessage();
    assertTrue(far.contains("choose from "), far);
  }

  @Test
  void aPassInTrainingChangesWhatOthersChange() {
    BatchNorm2d norm = new BatchNorm2d(3);
    Compiled step =
        Compiled.of(
            in ->
                Mode.training(
                    Tensor.full(new TensorType(Shape.scalar(), fovea.graph.type.DType.I64), 1),
                    () -> List.of(ForwardPass.of(norm, in.getFirst()).at("batchNorm"))));
    step.on(Device.REFERENCE).call(List.of(HostBuffer.allocate(X.type())));
    assertEquals(1, norm.norm().batches().value().at(0));
  }

  @Test
  void kindsOfOps() {
    assertEquals(
        List.of("relu", "blocks.0.relu", "blocks.0.relu_1", "blocks.1.relu", "blocks.1.relu_1"),
        ForwardPass.of(new Net(), X).nodes(Unary.Relu.class).stream()
            .map(NamedNode::name)
            .toList());
  }
}
