package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.op.Conv;
import fovea.graph.op.Source;
import fovea.graph.op.Unary;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.NamedNode;
import fovea.nn.inspect.Intermediates;
import fovea.nn.inspect.Summary;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.resnet.ResNet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a network of the zoo computes has a name of its own. */
class NodeNamesTest {

  static List<String> names() {
    return Zoo.names();
  }

  /** A network and its pictures. */
  private record Subject(Layer network, NetworkArguments data) {
    private Tensor pictures(int n) {
      return Tensor.full(TensorType.f32(n, data.channels(), data.height(), data.width()), 0);
    }

    ForwardPass inference(int n) {
      return ForwardPass.of(network, pictures(n));
    }

    ForwardPass training(int n) {
      Tensor random = Tensor.full(new TensorType(Shape.scalar(), DType.I64), 1);
      return Trace.forgetting(() -> Mode.training(random, () -> inference(n)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesAreUniqueAndTheSameAgain(String name) {
    NetworkArguments data = Zoo.architecture(name).defaults();
    Subject subject = new Subject(Zoo.create(name, data), data);
    check(subject.inference(2), subject.inference(3));
    check(subject.training(2), subject.training(3));
  }

  private static void check(ForwardPass pass, ForwardPass again) {
    List<String> nodes = pass.nodes().stream().map(NamedNode::name).toList();
    Set<String> values = new HashSet<>(pass.values().keySet());
    assertEquals(nodes.size(), new HashSet<>(nodes).size());
    assertTrue(values.containsAll(nodes));
    for (NamedNode node : pass.nodes()) {
      assertSame(node.node().output(), pass.at(node.name()), node.name());
      assertTrue(!(node.node().op() instanceof Source), node.name());
    }
    assertEquals(List.copyOf(pass.values().keySet()), List.copyOf(again.values().keySet()));
  }

  @Test
  void blocksOfAResNet() {
    ResNet net = ResNet.resnet18(10);
    ForwardPass pass = ForwardPass.of(net, Tensor.full(TensorType.f32(1, 3, 64, 64), 0));
    assertEquals(17, pass.nodes(Unary.Relu.class).size());
    assertEquals(
        List.of("relu", "layer1.0.relu", "layer1.0.relu_1", "layer1.1.relu", "layer1.1.relu_1"),
        pass.nodes(Unary.Relu.class).stream().map(NamedNode::name).limit(5).toList());
    assertEquals(20, pass.nodes(Conv.Conv2d.class).size());
    assertSame(pass.at("layer1.0.relu_1"), pass.at("layer1.0"));
    assertSame(pass.at("layer1.1"), pass.at("layer1"));
    assertEquals(Shape.of(1, 128, 8, 8), pass.at("layer2.0.relu").shape());
    assertEquals(Shape.of(1, 512, 2, 2), pass.at("layer4.1.add").shape());
  }

  @Test
  void summariesHaveTheSameNames() {
    for (String name : List.of("resnet18", "mobilenet_v2", "squeezenet1_0", "inception_v3")) {
      NetworkArguments data = Zoo.architecture(name).defaults();
      TensorType type = TensorType.f32(1, data.channels(), data.height(), data.width());
      Layer net = Zoo.create(name);
      ForwardPass pass = ForwardPass.of(net, Tensor.full(type, 0));
      for (Summary.Row row : Summary.of(net, type).rows()) {
        assertEquals(row.output(), pass.at(row.name()).shape(), row.name());
      }
    }
  }

  @Test
  void valuesOfABlockAreThoseOfItsParts() {
    ResNet net = ResNet.resnet18(10);
    TensorType type = TensorType.f32(2, 3, 32, 32);
    HostBuffer x =
        HostBuffer.of(type, new Random(3).doubles(type.shape().elements(), -1, 1).toArray());
    Map<String, HostBuffer> values =
        Intermediates.of(
                net, "maxPool", "layer1.0.bn1", "layer1.0.relu", "layer1.0.bn2", "layer1.0", "")
            .values(x);
    assertClose(relu(values.get("layer1.0.bn1").floats()), values.get("layer1.0.relu").floats());
    assertClose(
        relu(sum(values.get("layer1.0.bn2").floats(), values.get("maxPool").floats())),
        values.get("layer1.0").floats());
    assertClose(Tensor.of(x).apply(net).floats(), values.get("").floats());
  }

  private static void assertClose(float[] expected, float[] found) {
    assertArrayEquals(expected, found, 1e-4f);
  }

  private static float[] relu(float[] values) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.max(result[i], 0);
    }
    return result;
  }

  private static float[] sum(float[] a, float[] b) {
    float[] result = a.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += b[i];
    }
    return result;
  }
}
