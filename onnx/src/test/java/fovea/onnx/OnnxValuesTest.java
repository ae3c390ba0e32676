package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.onnx.OnnxNode;
import fovea.graph.Tensor;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.NamedNode;
import fovea.nn.inspect.Intermediates;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is inside of an ONNX graph can be looked at, by its own names and by those of layers. */
class OnnxValuesTest {
  private static final TensorType PICTURES = TensorType.f32(2, 3, 16, 16);

  private final Random random = new Random(11);
  private final Layer model = Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 16, 16));
  private final OnnxNetwork imported = OnnxNetwork.of(OnnxExport.of(model, PICTURES));

  @Test
  void eachNodeAndItsOutputsHaveTheNamesOfTheFile() {
    ForwardPass pass = ForwardPass.of(imported, Tensor.full(PICTURES, 0));
    for (OnnxNode node : imported.structure().graph().nodes()) {
      if (!node.operator().equals("Constant")) {
        Tensor value = pass.at(node.outputs().getFirst());
        assertSame(value, pass.at(node.name()), node.name());
      }
    }
    String last = imported.structure().graph().outputs().getFirst().name();
    assertSame(pass.output(), pass.at(last));
  }

  @Test
  void namesOfNodesAreThoseOfTheOriginal() {
    Tensor x = Tensor.full(PICTURES, 0);
    ForwardPass original = ForwardPass.of(model, x);
    ForwardPass pass = ForwardPass.of(imported, x);
    assertEquals(
        original.nodes(Unary.Relu.class).stream().map(NamedNode::name).toList(),
        pass.nodes(Unary.Relu.class).stream().map(NamedNode::name).toList());
    assertTrue(pass.values().containsKey("layer2.0.conv1.conv2d"));
  }

  @Test
  void valuesAreThoseOfTheOriginal() {
    HostBuffer x = Nets.random(PICTURES, random);
    String[] names = {"layer1.0.relu", "layer2.0.conv1", "layer3.1", "layer3", ""};
    Map<String, HostBuffer> expected = Intermediates.of(model, names).values(x);
    Map<String, HostBuffer> found = Intermediates.of(imported, names).values(x);
    for (String name : names) {
      Nets.close(expected.get(name).floats(), found.get(name).floats(), 1e-4, name);
    }
  }

  @Test
  void gradientsReachThem() {
    ForwardPass pass = ForwardPass.of(imported, Tensor.of(Nets.random(PICTURES, random)));
    Tensor maps = pass.at("layer3.2");
    Tensor slope = pass.output().slice(1, 2, 3).sum().gradients(List.of(maps)).getFirst();
    assertEquals(maps.shape(), slope.shape());
    assertTrue(slope.abs().sum().item() > 0);
  }

  @Test
  void unknownNamesAreRefused() {
    ForwardPass pass = ForwardPass.of(imported, Tensor.full(PICTURES, 0));
    String message =
        assertThrows(FoveaException.class, () -> pass.at("layer1.0.rellu")).getMessage();
    assertTrue(message.endsWith("did you mean layer1.0.relu?"), message);
  }
}
