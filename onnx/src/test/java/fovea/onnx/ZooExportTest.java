package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import fovea.format.onnx.OnnxModel;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every network of the zoo, exported: ONNX Runtime gives the same answers, and what is imported
 * again has the same names, the same answers and the same file. Large networks, most of which show
 * nothing new, are long tests.
 */
class ZooExportTest {
  private static final long MANY_PARAMETERS = 12_000_000;

  /** Has an output that answers do not need, so it runs always. */
  private static final String TWO_HEADS = "inception_v3";

  /** Random values overflow on their way through 1,202 layers; the shallower ones are the same. */
  private static final List<String> TOO_DEEP = List.of("cifar_resnet1202", "cifar_plain1202");

  private static final int SMALL = 64;

  /** Inception's second head, which no answer depends on. */
  private static final String TRAINED_ONLY = "AuxLogits.";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> networks() {
    return networks(false);
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> largeNetworks() {
    return networks(true);
  }

  private Stream<DynamicTest> networks(boolean large) {
    return Zoo.names().stream()
        .filter(name -> !TOO_DEEP.contains(name) && isLarge(name) == large)
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static boolean isLarge(String name) {
    Architecture network = Zoo.architecture(name);
    long parameters = Parameters.count(network.create(arguments(network)));
    return parameters > MANY_PARAMETERS && !name.equals(TWO_HEADS);
  }

  private void check(String name) throws Exception {
    Architecture network = Zoo.architecture(name);
    NetworkArguments arguments = arguments(network);
    Layer model = network.create(arguments);
    long seed = Long.getLong("fovea.seed", name.hashCode());
    Random random = new Random(seed);
    Parameters.initialize(model, seed);
    Nets.stir(model, random);
    String what = name + ", seed " + seed;
    TensorType type =
        TensorType.f32(2, arguments.channels(), arguments.height(), arguments.width());
    HostBuffer input = Nets.random(type, random);
    // First, so that nothing has used the network before; then again.
    Path file = folder.resolve(name + ".onnx");
    OnnxExport.of(model, type).write(file);
    float[] expected = Nets.answer(model, input);
    checkSame(file, OnnxExport.of(model, type), what + ", after its use");
    checkPeer(file, input, expected, what);
    checkImport(model, file, input, expected, what);
    Files.delete(file);
  }

  private static void checkPeer(Path file, HostBuffer input, float[] expected, String what)
      throws OrtException {
    Nets.close(expected, Peer.run(file, input), 1e-4, what + ", ONNX Runtime");
  }

  private void checkSame(Path file, OnnxModel model, String what) throws IOException {
    Path again = folder.resolve("again.onnx");
    model.write(again);
    assertEquals(-1, Files.mismatch(file, again), what + ": exported again it is another file");
    Files.delete(again);
  }

  private void checkImport(Layer model, Path file, HostBuffer input, float[] expected, String what)
      throws Exception {
    OnnxNetwork imported = OnnxNetwork.read(file);
    checkSame(file, OnnxExport.of(imported, input.type()), what + ", imported");
    Map<String, Shape> shapes = StateDict.shapes(model);
    shapes.keySet().removeIf(parameter -> parameter.startsWith(TRAINED_ONLY));
    assertEquals(shapes, StateDict.shapes(imported), what);
    List<String> names = new ArrayList<>(Parameters.of(model).keySet());
    names.retainAll(shapes.keySet());
    assertEquals(names, List.copyOf(Parameters.of(imported).keySet()), what);
    // Wide convolutions by Winograd's method are not the same to the last bit.
    Nets.close(expected, Nets.answer(imported, input), 1e-6, what + ", imported");
  }

  /** Small pictures, as far as the network takes them. */
  private static NetworkArguments arguments(Architecture network) {
    NetworkArguments usual = network.defaults().classes(10);
    boolean small = usual.height() <= SMALL;
    return network.fit(small ? usual : usual.size(SMALL, SMALL));
  }
}
