package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Imported networks are networks: they train, are saved, get other heads and other batches. */
class OnnxNetworkTest {
  private static final TensorType PICTURES = TensorType.f32(4, 3, 16, 16);

  private final Random random = new Random(7);

  private static Layer original() {
    Layer model = Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 16, 16));
    Parameters.initialize(model, 3);
    return model;
  }

  @Test
  void trainsLikeTheOriginal() {
    Layer model = original();
    OnnxNetwork imported = OnnxNetwork.of(OnnxExport.of(model, PICTURES));
    var expected = TrainStep.of(model, new Sgd(0.1).momentum(0.9), Task.classification());
    var found = TrainStep.of(imported, new Sgd(0.1).momentum(0.9), Task.classification());
    for (int step = 0; step < 3; step++) {
      Batch batch = examples();
      assertEquals(expected.run(batch, 0.1), found.run(batch, 0.1), 1e-4);
    }
    Map<String, HostBuffer> values = StateDict.of(imported);
    StateDict.of(model)
        .forEach((name, value) -> close(value, values.getOrDefault(name, value), name));
    assertEquals(3, values.get("bn1.num_batches_tracked").at(0));
  }

  @Test
  void freezesByPath() {
    OnnxNetwork imported = OnnxNetwork.of(OnnxExport.of(original(), PICTURES));
    Parameters.freeze(imported, "layer1");
    assertFalse(imported.parameters().get("layer1.0.conv1.weight").trainable());
    assertTrue(imported.parameters().get("layer2.0.conv1.weight").trainable());
  }

  @Test
  void isMadeAgainFromItsBlueprint() {
    OnnxNetwork imported = OnnxNetwork.of(OnnxExport.of(original(), PICTURES));
    OnnxNetwork again = OnnxNetwork.create(imported.blueprint());
    StateDict.load(again, StateDict.of(imported));
    HostBuffer input = Nets.random(PICTURES, random);
    assertArrayEquals(Nets.answer(imported, input), Nets.answer(again, input));
    assertEquals(imported.blueprint(), again.blueprint());
  }

  @Test
  void damagedBlueprintsAreRefused() {
    for (String text : List.of("", "?", "AAAA", "eJwDAAAAAAE", "x".repeat(1000))) {
      var saved = new Blueprint(OnnxNetwork.ARCHITECTURE, text);
      assertThrows(FormatException.class, () -> OnnxNetwork.create(saved), text);
    }
    var other = new Blueprint("resnet18", "");
    assertThrows(FoveaException.class, () -> OnnxNetwork.create(other));
  }

  @Test
  void takesAnotherHead() {
    OnnxNetwork imported = OnnxNetwork.of(OnnxExport.of(original(), PICTURES));
    HostBuffer input = Nets.random(PICTURES, random);
    OnnxNetwork two = imported.head(2);
    assertEquals(8, Nets.answer(two, input).length);
    assertEquals("linear", two.headPath());
    assertEquals(List.of("linear"), two.headPaths());
    assertEquals(Shape.of(2), two.parameters().get("linear.bias").shape());
    assertTrue(two.parameters().get("conv1.weight") == imported.parameters().get("conv1.weight"));
    float[] whole = Nets.answer(imported, input);
    float[] halves =
        Nets.answer(x -> imported.classify(imported.apply(imported::features, x)), input);
    assertArrayEquals(whole, halves);
    OnnxNetwork again = OnnxNetwork.create(two.blueprint());
    assertEquals(StateDict.shapes(two), StateDict.shapes(again));
  }

  @Test
  void endsWhereItIsAskedTo() {
    OnnxModel model = OnnxExport.of(original(), PICTURES);
    OnnxNetwork stem = OnnxNetwork.of(model, "conv1/Conv");
    assertEquals(List.of("conv1.weight"), List.copyOf(stem.parameters().keySet()));
    assertEquals(4 * 16 * 256, Nets.answer(stem, Nets.random(PICTURES, random)).length);
    OnnxNetwork whole = OnnxNetwork.of(model);
    assertEquals(stem.parameters().keySet(), whole.endingAt("conv1/Conv").parameters().keySet());
    assertThrows(FormatException.class, () -> whole.endingAt("nowhere"));
  }

  @Test
  void dropoutDropsInTrainingOnly() {
    OnnxNode dropout =
        OnnxNode.of("Dropout", List.of("h"), "d").with("ratio", OnnxAttribute.of(0.5));
    OnnxNetwork network = network(flatten(), dropout, softmaxed("d"));
    HostBuffer input = Nets.random(TensorType.f32(4, 3, 2, 2), random);
    assertArrayEquals(Nets.answer(network, input), Nets.answer(network, input));
    OnnxNetwork logits = network.logits();
    assertEquals("Gemm", logits.structure().graph().nodes().getLast().operator());
    var step = TrainStep.of(logits, new Sgd(1e-9), Task.classification());
    HostBuffer labels = HostBuffer.of(new TensorType(Shape.of(4), DType.I32), 0, 1, 0, 1);
    double first = step.run(Batch.of(input, labels), 1e-9);
    assertTrue(first != step.run(Batch.of(input, labels), 1e-9), "two steps drop the same");
  }

  @Test
  void aHeadOfClassesHasNoSigmoid() {
    List<OnnxNode> last =
        List.of(
            softmaxed("h").getFirst(),
            OnnxNode.of("Sigmoid", List.of("y"), "q"),
            OnnxNode.of("Identity", List.of("q"), "p"));
    OnnxNetwork network = network(flatten(), last);
    OnnxNetwork three = network.head(3);
    assertEquals("p", three.structure().graph().outputs().getFirst().name());
    List<String> operators =
        three.structure().graph().nodes().stream().map(OnnxNode::operator).toList();
    assertEquals(List.of("Flatten", "Gemm", "Identity"), operators);
    HostBuffer input = Nets.random(TensorType.f32(1, 3, 2, 2), random);
    assertEquals(3, Nets.answer(three, input).length);
    assertTrue(network.logits().logits().equals(network.logits()));
  }

  @Test
  void anotherBatchThanTheExamplesIsTaken() {
    OnnxNode reshape = OnnxNode.of("Reshape", List.of("x", "shape"), "h");
    OnnxNetwork network = network(reshape, softmaxed("h"));
    for (int batch : new int[] {1, 3}) {
      HostBuffer input = Nets.random(TensorType.f32(batch, 3, 2, 2), random);
      assertEquals(batch * 2, Nets.answer(network, input).length);
    }
  }

  @Test
  void shapeArithmeticFollowsTheInput() {
    List<OnnxNode> nodes =
        List.of(
            OnnxNode.of("Shape", List.of("x"), "s"),
            OnnxNode.of("Slice", List.of("s", "zero", "one", "zero"), "n"),
            OnnxNode.of("Constant", List.of(), "m").with("value_ints", OnnxAttribute.of(-1L, 2L)),
            OnnxNode.of("Mul", List.of("m", "six"), "wide"),
            OnnxNode.of("Slice", List.of("wide", "one", "two", "zero"), "rest"),
            OnnxNode.of("Cast", List.of("rest"), "r").with("to", OnnxAttribute.of(7L)),
            OnnxNode.of("Concat", List.of("n", "r"), "t").with("axis", OnnxAttribute.of(0L)),
            OnnxNode.of("Reshape", List.of("x", "t"), "h"));
    OnnxNetwork network = network(nodes, softmaxed("h"));
    for (int batch : new int[] {1, 5}) {
      HostBuffer input = Nets.random(TensorType.f32(batch, 3, 2, 2), random);
      assertEquals(batch * 2, Nets.answer(network, input).length);
    }
  }

  @Test
  void namesOfOtherPrograms() {
    OnnxNetwork network = network(flatten(), softmaxed("h"));
    assertEquals(List.of("fc/w", "fc/b"), List.copyOf(network.parameters().keySet()));
    assertEquals(List.of("fc/w", "fc/b"), network.headPaths());
    var wrong =
        assertThrows(
            FoveaException.class, () -> Nets.answer(network, Nets.random(PICTURES, random)));
    assertTrue(String.valueOf(wrong.getMessage()).contains("features"), wrong.getMessage());
  }

  private static OnnxNode flatten() {
    return OnnxNode.of("Flatten", List.of("x"), "h");
  }

  private static List<OnnxNode> softmaxed(String features) {
    OnnxNode gemm =
        OnnxNode.of("Gemm", List.of(features, "fc/w", "fc/b"), "y")
            .with("transB", OnnxAttribute.of(1L));
    return List.of(gemm, OnnxNode.of("Softmax", List.of("y"), "p"));
  }

  private static OnnxNetwork network(OnnxNode first, List<OnnxNode> last) {
    return network(List.of(first), last);
  }

  private static OnnxNetwork network(OnnxNode first, OnnxNode second, List<OnnxNode> last) {
    return network(List.of(first, second), last);
  }

  private static OnnxNetwork network(List<OnnxNode> first, List<OnnxNode> last) {
    var nodes = new ArrayList<>(first);
    nodes.addAll(last);
    float[] weights = new float[24];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 7 % 11 - 5) / 5f;
    }
    List<NamedArray> arrays =
        List.of(
            NamedArray.of("fc/w", List.of(2L, 12L), weights),
            NamedArray.of("fc/b", List.of(2L), 0.5f, -0.5f),
            NamedArray.of("shape", List.of(2L), 1L, 12L),
            NamedArray.of("zero", List.of(1L), 0L),
            NamedArray.of("one", List.of(1L), 1L),
            NamedArray.of("two", List.of(1L), 2L),
            NamedArray.of("six", List.of(), 6L));
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, 3, 2, 2));
    var output = new OnnxValue("p", ArrayDType.F32, OnnxShape.of(1, 2));
    var graph = new OnnxGraph("g", nodes, arrays, List.of(input), List.of(output));
    return OnnxNetwork.of(OnnxModel.of(graph, 13));
  }

  private Batch examples() {
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(4), DType.I32));
    for (int i = 0; i < 4; i++) {
      labels.set(i, random.nextInt(5));
    }
    return Batch.of(Nets.random(PICTURES, random), labels);
  }

  private static void close(HostBuffer expected, HostBuffer found, String what) {
    for (long i = 0; i < expected.type().shape().elements(); i++) {
      assertEquals(expected.at(i), found.at(i), 1e-3, what);
    }
  }
}
