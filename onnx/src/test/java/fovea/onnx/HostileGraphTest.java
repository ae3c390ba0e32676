package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Graphs that are wrong or malicious: always a sentence, in little time and memory. */
class HostileGraphTest {

  record Small(Conv2d conv, BatchNorm2d bn, Linear fc) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv).apply(bn).relu().maxPool(2);
      return y.flatten(1).apply(fc).softmax(1);
    }
  }

  @Test
  void circlesAndGapsAreRefused() {
    refused("a circle", node("Add", "b", "x", "c"), node("Relu", "c", "b"));
    refused("a circle", node("Add", "b", "x", "b"));
    refused("found none", node("Relu", "c", "nowhere"));
    refused("found \"b\" twice", node("Relu", "b", "x"), node("Abs", "b", "x"));
    refused("found \"x\" twice", node("Relu", "x", "x"));
    refused("found \"w\" twice", node("Relu", "w", "x"));
    refused("expected an output, found none", List.of(), List.of(node("Relu", "y", "x")));
    refused("expected a network with one input, found none", node("Relu", "y", "w"));
  }

  @Test
  void unknownOperatorsAreNamed() {
    OnnxNode foreign =
        new OnnxNode(
            "", "com.x", "Relu", List.of("x"), List.of("y"), node("A", "y", "x").attributes());
    refused("found \"com.x.Relu\"", foreign);
    refused("\"Einsum\", \"NonZero\"", node("NonZero", "h", "x"), node("Einsum", "y", "h"));
  }

  @Test
  void wrongAttributesAndInputsAreRefused() {
    refused(
        "expected a whole number as attribute \"group\", found a string",
        node("Conv", "y", "x", "w").with("group", OnnxAttribute.of("two")));
    refused("found a list of numbers", node("MaxPool", "y", "x").with("kernel_shape", reals(2, 2)));
    refused("kernel of 2 sizes", node("MaxPool", "y", "x").with("kernel_shape", wholes(2)));
    refused("sizes from 1", node("MaxPool", "y", "x").with("kernel_shape", wholes(0, 2)));
    refused(
        "sizes from 1", node("MaxPool", "y", "x").with("kernel_shape", wholes(Long.MAX_VALUE, 2)));
    refused("takes more than 1 inputs", node("Conv", "y", "x"));
    refused("does not fit a weight", node("Conv", "y", "x", "v"));
    refused("do not broadcast", node("Add", "y", "x", "v"));
    refused("axes [7] do not exist", node("Softmax", "y", "x").with("axis", OnnxAttribute.of(7L)));
    refused("named twice", node("Transpose", "y", "x").with("perm", wholes(0, 1, 2, 2)));
    refused("does not have the elements", node("Reshape", "y", "x", "four"));
    refused("decides about shapes", node("Reshape", "y", "x", "x"));
    refused("index 4 does not exist", node("Gather", "y", "x", "four"));
    refused("do not make up", node("Split", "y", "x", "four"));
    refused("auto_pad SOME", pool().with("auto_pad", OnnxAttribute.of("SOME")));
  }

  @Test
  void endlessSizesAreRefused() {
    refused("larger than any network needs", node("Expand", "y", "x", "many"));
    refused("larger than any network needs", doublings(40));
    refused("a size or place of", node("Tile", "y", "x", "huge"));
    refused("constants of shape", filled(), node("Add", "y", "x", "c"));
    refused("a size or place of", node("ConstantOfShape", "c", "huge"), node("Add", "y", "x", "c"));
    refused("", node("Pad", "y", "x", "pads"));
  }

  @Test
  void longChainsDoNotOverflowTheStack() {
    List<OnnxNode> chain = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      chain.add(node("Relu", i == 19_999 ? "y" : "h" + i, i == 0 ? "x" : "h" + (i - 1)));
    }
    OnnxNetwork network =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> OnnxNetwork.of(model(List.of(output("y")), chain)));
    assertTrue(network.parameters().isEmpty());
    assertTrue(OnnxExport.of(network, TensorType.f32(1, 2, 4, 4)).graph().nodes().size() > 19_999);
  }

  @Test
  void mutationsNeverFailInAnotherWay() {
    mutate(500);
  }

  @Test
  @Tag("long")
  void moreMutationsNeverFailInAnotherWay() {
    mutate(10_000);
  }

  private static void mutate(int rounds) {
    long seed = Long.getLong("fovea.seed", 1);
    System.out.println("fovea.seed=" + seed);
    var random = new Random(seed);
    Layer network = new Small(new Conv2d(2, 3, 3), new BatchNorm2d(3), new Linear(3, 2));
    byte[] sound = OnnxExport.of(network, TensorType.f32(1, 2, 4, 4)).bytes();
    OnnxNetwork.of(OnnxModel.parse(sound));
    for (int round = 0; round < rounds; round++) {
      byte[] mutated = sound.clone();
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        OnnxNetwork.of(OnnxModel.parse(mutated));
      } catch (FormatException | FoveaException e) {
        // As it should be.
        continue;
      } catch (RuntimeException e) {
        fail("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static OnnxNode node(String operator, String output, String... inputs) {
    return OnnxNode.of(operator, List.of(inputs), output);
  }

  private static OnnxNode pool() {
    return node("MaxPool", "y", "x").with("kernel_shape", wholes(2, 2));
  }

  private static OnnxNode filled() {
    return node("ConstantOfShape", "c", "many")
        .with("value", OnnxAttribute.of(NamedArray.of("", List.of(1L), 7L)));
  }

  private static OnnxNode[] doublings(int count) {
    OnnxNode[] nodes = new OnnxNode[count];
    for (int i = 0; i < count; i++) {
      String input = i == 0 ? "x" : "h" + (i - 1);
      nodes[i] =
          node("Concat", "h" + i, input, input).with("axis", OnnxAttribute.of((long) (i % 4)));
    }
    return nodes;
  }

  private static OnnxAttribute wholes(long... values) {
    return OnnxAttribute.of(values);
  }

  private static OnnxAttribute reals(double... values) {
    return OnnxAttribute.of(values);
  }

  private static OnnxValue output(String name) {
    return new OnnxValue(name, ArrayDType.F32, new OnnxShape.Unranked());
  }

  private static OnnxModel model(List<OnnxValue> outputs, List<OnnxNode> nodes) {
    List<NamedArray> arrays =
        List.of(
            NamedArray.of("w", List.of(2L, 2L, 1L, 1L), 1f, 2f, 3f, 4f),
            NamedArray.of("v", List.of(3L), 1f, 2f, 3f),
            NamedArray.of("four", List.of(1L), 4L),
            NamedArray.of("many", List.of(6L), 1L << 18, 1L << 18, 1L, 2L, 4L, 4L),
            NamedArray.of("huge", List.of(4L), 1L << 40, 1L << 40, 1L, 1L),
            NamedArray.of("pads", List.of(8L), 0L, 0L, 1L << 30, 1L << 30, 0L, 0L, 1L << 30, 9L));
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, 2, 4, 4));
    return OnnxModel.of(new OnnxGraph("g", nodes, arrays, List.of(input), outputs), 13);
  }

  private static void refused(String words, OnnxNode... nodes) {
    refused(words, List.of(output(nodes[nodes.length - 1].outputs().getFirst())), List.of(nodes));
  }

  private static void refused(String words, List<OnnxValue> outputs, List<OnnxNode> nodes) {
    OnnxModel model = model(outputs, nodes);
    var error =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> assertThrows(RuntimeException.class, () -> OnnxNetwork.of(model)));
    assertTrue(
        error instanceof FormatException || error instanceof FoveaException,
        () -> "not refused in a sentence: " + error);
    assertTrue(String.valueOf(error.getMessage()).contains(words), error.getMessage());
  }
}
