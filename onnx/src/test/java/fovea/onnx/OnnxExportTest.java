package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.nn.layer.Linear;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.catalog.NetworkArguments;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says follows from the network alone, not from what was done with it before. */
class OnnxExportTest {
  @TempDir private Path folder;

  /** Nothing has looked at the networks before: their parameters have no nodes yet. */
  @ParameterizedTest
  @ValueSource(
      strings = {"mlp", "toy", "lenet5_classic", "cifar_resnet20", "mobilenet_v2", "squeezenet1_1"})
  void theFirstExportIsTheSameAsTheNext(String name) {
    NetworkArguments made = Zoo.architecture(name).defaults();
    TensorType type = TensorType.f32(1, made.channels(), made.height(), made.width());
    checkTwice(Zoo.create(name, made), type);
  }

  @Test
  void soItIsForLeNet() {
    TensorType type = TensorType.f32(1, 1, 32, 32);
    byte[] first = checkTwice(LeNet5.modern(10), type);
    assertArrayEquals(first, checkTwice(LeNet5.modern(10), type), "another one");
  }

  /** A part of the graph that the first trace makes, and later ones find. */
  @Test
  void whatALayerKeepsFromItsFirstUseMakesNoDifference() {
    var kept = new AtomicReference<>(Tensor.zero());
    Layer keeping =
        x -> {
          Tensor y = x.relu();
          if (kept.get().isZero()) {
            kept.set(Tensor.full(TensorType.f32(1, 3, 1, 1), 2).exp());
          }
          return y.mul(kept.get());
        };
    checkTwice(keeping, TensorType.f32(1, 3, 4, 4));
  }

  private static byte[] checkTwice(Layer network, TensorType type) {
    OnnxModel model = OnnxExport.of(network, type);
    byte[] first = model.bytes();
    assertOpen(model.graph().inputs().getFirst().shape());
    assertOpen(model.graph().outputs().getFirst().shape());
    assertArrayEquals(first, OnnxExport.of(network, type).bytes());
    return first;
  }

  private static void assertOpen(OnnxShape shape) {
    assertTrue(
        shape instanceof OnnxShape.Ranked(var dimensions)
            && dimensions.getFirst() instanceof OnnxDimension.Free,
        () -> "the batch is fixed: " + shape);
  }

  @Test
  void aCardGivesTheInputAndIsKept() {
    ModelCard card =
        new ModelCard(
            new Blueprint("cifar_resnet20", "2 classes of 3x32x32"),
            List.of("cat", "dog"),
            Preprocessing.imagenet(32, 36),
            JsonObject.empty().with("data", "pets"));
    OnnxModel model =
        OnnxExport.of(Zoo.create("cifar_resnet20", new NetworkArguments(2, 3, 32, 32)), card);
    OnnxModel read = OnnxModel.parse(model.bytes());
    assertEquals(CardMetadata.of(card), read.metadata());
    assertEquals(card, CardMetadata.read("model", read.metadata()));
    assertEquals(
        List.of(
            new OnnxDimension.Free("batch"),
            new OnnxDimension.Fixed(3),
            new OnnxDimension.Fixed(32),
            new OnnxDimension.Fixed(32)),
        read.graph().inputs().getFirst().shape() instanceof OnnxShape.Ranked(var dimensions)
            ? dimensions
            : List.of());
  }

  /** Two inputs, two outputs. */
  private record Pair(Linear left, Linear right, Linear side, Linear size) implements Network {
    Pair() {
      this(new Linear(2, 4), new Linear(3, 4), new Linear(8, 2), new Linear(8, 1));
    }

    @Override
    public Tensors forward(Tensors inputs) {
      Tensor a = inputs.at("a").apply(left).relu();
      Tensor b = inputs.at("b").apply(right).relu();
      Tensor both = Tensor.concat(1, List.of(a, b));
      return Tensors.of("side", both.apply(side)).and("size", both.apply(size));
    }
  }

  @Test
  void severalInputsAndOutputsKeepTheirNames() throws OrtException {
    Pair net = new Pair();
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    types.put("a", TensorType.f32(1, 2));
    types.put("b", TensorType.f32(1, 3));
    OnnxModel model = OnnxExport.of(net, types);
    assertEquals(List.of("a", "b"), model.graph().inputs().stream().map(OnnxValue::name).toList());
    assertEquals(
        List.of("side", "size"), model.graph().outputs().stream().map(OnnxValue::name).toList());
    Path file = folder.resolve("pair.onnx");
    model.write(file);
    HostBuffer a = HostBuffer.of(TensorType.f32(2, 2), 1, -2, 0.5, 3);
    HostBuffer b = HostBuffer.of(TensorType.f32(2, 3), 1, 2, -3, 0, -1, 1);
    Tensors expected = net.apply(Tensors.of("a", Tensor.of(a)).and("b", Tensor.of(b)));
    Map<String, float[]> found = Peer.run(file, List.of(a, b));
    assertEquals(List.of("side", "size"), List.copyOf(found.keySet()));
    found.forEach(
        (name, values) -> assertArrayEquals(expected.at(name).floats(), values, 1e-6f, name));
  }
}
