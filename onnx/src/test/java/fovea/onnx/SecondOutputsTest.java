package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Compiled;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.onnx.export.ExportedGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Operators with more than one result: places of extremes, statistics of a batch, masks. */
class SecondOutputsTest {
  private static final TensorType PICTURES = TensorType.f32(2, 3, 7, 9);
  private static final TensorType SIGNALS = TensorType.f32(2, 3, 9);

  @TempDir Path folder;

  /** Whatever the node makes, as ONNX Runtime says it. */
  @TestFactory
  Stream<DynamicTest> agreesWithOnnxRuntime() {
    return cases().entrySet().stream()
        .flatMap(
            entry -> {
              int first = entry.getValue().operator().equals("MaxPool") ? 1 : 0;
              return Stream.iterate(first, i -> i < entry.getValue().outputs().size(), i -> i + 1)
                  .map(
                      i ->
                          DynamicTest.dynamicTest(
                              entry.getKey() + ", output " + i, () -> check(entry.getValue(), i)));
            });
  }

  private static SequencedMap<String, OnnxNode> cases() {
    SequencedMap<String, OnnxNode> all = new LinkedHashMap<>();
    OnnxAttribute yes = OnnxAttribute.of(1L);
    for (String operator : List.of("ArgMax", "ArgMin")) {
      OnnxNode last = node(operator, 1, "x").with("select_last_index", yes);
      all.put(operator + ", last of equals", last.with("axis", OnnxAttribute.of(2L)));
      OnnxNode dropped = last.with("axis", OnnxAttribute.of(-1L));
      all.put(operator + ", dropped axis", dropped.with("keepdims", OnnxAttribute.of(0L)));
    }
    OnnxNode pool = node("MaxPool", 2, "x").with("kernel_shape", OnnxAttribute.of(3L, 3));
    OnnxNode apart = pool.with("strides", OnnxAttribute.of(2L, 2));
    OnnxNode padded = apart.with("pads", OnnxAttribute.of(1L, 1, 1, 1));
    all.put("places by rows", pool);
    all.put("places by columns", pool.with("storage_order", yes));
    all.put("padded", padded);
    all.put("padded, by columns", padded.with("storage_order", yes));
    all.put("padded widely", apart.with("pads", OnnxAttribute.of(2L, 1, 1, 2)));
    all.put("partial windows", apart.with("ceil_mode", yes));
    all.put("with gaps", pool.with("dilations", OnnxAttribute.of(2L, 3)));
    all.put("same", apart.with("auto_pad", OnnxAttribute.of("SAME_LOWER")));
    OnnxAttribute four = OnnxAttribute.of(new long[] {4});
    all.put("signals", node("MaxPool", 2, "x").with("kernel_shape", four));
    OnnxNode norm = node("BatchNormalization", 3, "x", "scale", "shift", "mean", "variance");
    all.put("norm of a batch", norm.with("training_mode", yes));
    all.put(
        "norm of a batch that keeps little",
        norm.with("training_mode", yes).with("momentum", OnnxAttribute.of(0.25)));
    return all;
  }

  private void check(OnnxNode node, int output) throws Exception {
    TensorType type = node.wholes("kernel_shape").length == 1 ? SIGNALS : PICTURES;
    HostBuffer input = Nets.random(type, new Random(5));
    if (node.operator().startsWith("Arg")) {
      for (long i = 0; i < type.shape().elements(); i++) {
        input.set(i, Math.rint(input.at(i)));
      }
    }
    Path file = folder.resolve("model.onnx");
    model(node, type, output).write(file);
    float[] expected = Peer.run(file, input);
    OnnxNetwork network = OnnxNetwork.read(file);
    Nets.close(expected, Nets.answer(network, input), 1e-5, "imported");
    if (!node.operator().equals("MaxPool")) {
      Path again = folder.resolve("again.onnx");
      OnnxExport.of(network, type).write(again);
      Nets.close(expected, Peer.run(again, input), 1e-5, "exported");
      Nets.close(expected, Nets.answer(OnnxNetwork.read(again), input), 1e-5, "both");
    }
  }

  @Test
  void anExportSaysThatItDoesNotKnowThePlacesOfMaxima() {
    OnnxNode pool = node("MaxPool", 2, "x").with("kernel_shape", OnnxAttribute.of(2L, 2));
    OnnxNetwork places = OnnxNetwork.of(model(pool, PICTURES, 1));
    var error = assertThrows(FoveaException.class, () -> OnnxExport.of(places, PICTURES));
    assertTrue(String.valueOf(error.getMessage()).contains("where the maxima of a pool are"));
  }

  /** ONNX has 64 bits for an index, the network has 32. */
  @Test
  void anIndexAsResultHasTheTypeThatIsDeclared() throws Exception {
    OnnxModel model = OnnxExport.of(x -> x.argmax(1), PICTURES);
    OrtEnvironment.getEnvironment().createSession(model.bytes()).close();
    assertEquals(DType.I32, outputOf(OnnxNetwork.of(model)).type().dtype());
  }

  private static HostBuffer outputOf(OnnxNetwork network) {
    HostBuffer input = Nets.random(PICTURES, new Random(1));
    return Compiled.of(in -> List.of(in.getFirst().apply(network))).call(List.of(input)).getFirst();
  }

  /** Each maximum times its place: the slope is the place, where there is a maximum. */
  @Test
  void gradientsFlowThroughAPoolWhosePlacesAreRead() {
    List<OnnxNode> nodes = new ArrayList<>();
    nodes.add(node("MaxPool", 2, "x").with("kernel_shape", OnnxAttribute.of(7L, 9)));
    nodes.add(OnnxNode.of("Cast", List.of("y1"), "place").with("to", OnnxAttribute.of(1L)));
    nodes.add(OnnxNode.of("Mul", List.of("y0", "place"), "z"));
    OnnxNetwork network = OnnxNetwork.of(model(nodes, PICTURES, "z"));
    HostBuffer input = Nets.random(PICTURES, new Random(2));
    double[] slopes =
        Compiled.of(in -> in.getFirst().apply(network).sum().gradients(in))
            .call(List.of(input))
            .getFirst()
            .doubles();
    double[] expected = new double[slopes.length];
    for (int start = 0; start < expected.length; start += 63) {
      int place = start;
      for (int i = start; i < start + 63; i++) {
        place = input.at(i) > input.at(place) ? i : place;
      }
      expected[place] = place;
    }
    assertArrayEquals(expected, slopes);
  }

  @Test
  void gradientsFlowThroughTheStatisticsOfABatch() {
    OnnxNode norm =
        node("BatchNormalization", 3, "x", "scale", "shift", "mean", "variance")
            .with("training_mode", OnnxAttribute.of(1L))
            .with("momentum", OnnxAttribute.of(0.5));
    OnnxNetwork network = OnnxNetwork.of(model(norm, PICTURES, 1));
    double[] slopes =
        Compiled.of(in -> in.getFirst().apply(network).sum().gradients(in))
            .call(List.of(Nets.random(PICTURES, new Random(3))))
            .getFirst()
            .doubles();
    double[] expected = new double[slopes.length];
    Arrays.fill(expected, 0.5 / (2 * 7 * 9));
    assertArrayEquals(expected, slopes, 1e-8);
  }

  @Test
  void aMaskSaysWhatADropoutHasLeft() {
    OnnxNode dropout = node("Dropout", 2, "x", "half", "yes");
    OnnxNetwork values = OnnxNetwork.of(model(dropout, PICTURES, 0));
    OnnxNetwork mask = OnnxNetwork.of(model(dropout, PICTURES, 1));
    HostBuffer input = Nets.random(PICTURES, new Random(4));
    HostBuffer random = HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), 123);
    double dropped = 0;
    // Each network is the only one of its training step, so that both dropouts have one key.
    double[] left = trained(values, input, random);
    double[] stays = trained(mask, input, random);
    for (int i = 0; i < left.length; i++) {
      assertEquals(stays[i] * 2 * input.at(i), left[i], 1e-6);
      dropped += 1 - stays[i];
    }
    assertEquals(0.5, dropped / left.length, 0.1);
    for (float all : Nets.answer(mask, input)) {
      assertEquals(1, all);
    }
    assertArrayEquals(input.floats(), Nets.answer(values, input));
  }

  private static double[] trained(OnnxNetwork network, HostBuffer input, HostBuffer random) {
    return Compiled.of(in -> List.of(Mode.training(in.get(1), () -> in.getFirst().apply(network))))
        .call(List.of(input, random))
        .getFirst()
        .doubles();
  }

  private static OnnxNode node(String operator, int outputs, String... inputs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      names.add("y" + i);
    }
    return new OnnxNode(operator, "", operator, List.of(inputs), names, new LinkedHashMap<>());
  }

  /** The node alone; one of its outputs, as real numbers, is that of the model. */
  private static OnnxModel model(OnnxNode node, TensorType type, int output) {
    OnnxNode cast = OnnxNode.of("Cast", List.of("y" + output), "z");
    return model(List.of(node, cast.with("to", OnnxAttribute.of(1L))), type, "z");
  }

  private static OnnxModel model(List<OnnxNode> nodes, TensorType type, String output) {
    List<OnnxNode> all = new ArrayList<>();
    all.add(constant("scale", 0.5f, 1, 2));
    all.add(constant("shift", 1, 0, -1));
    all.add(constant("mean", 0.1f, -0.2f, 0.3f));
    all.add(constant("variance", 1, 2, 3));
    all.add(constant("half", NamedArray.of("", List.of(), 0.5f)));
    OnnxNode truth = OnnxNode.of("Cast", List.of("half"), "yes");
    all.add(truth.with("to", OnnxAttribute.of(9L)));
    all.addAll(nodes);
    long[] sizes = new long[type.shape().rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = type.shape().dim(i);
    }
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(sizes));
    var result = new OnnxValue(output, ArrayDType.F32, new OnnxShape.Unranked());
    return OnnxModel.of(
        new OnnxGraph("g", all, List.of(), List.of(input), List.of(result)), ExportedGraph.VERSION);
  }

  private static OnnxNode constant(String name, float... values) {
    return constant(name, NamedArray.of("", List.of((long) values.length), values));
  }

  private static OnnxNode constant(String name, NamedArray values) {
    return OnnxNode.of("Constant", List.of(), name).with("value", OnnxAttribute.of(values));
  }
}
