package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.format.hdf5.KerasLayer;
import fovea.format.onnx.OnnxNode;
import fovea.keras.mapping.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of models and of their descriptions, and what is refused. */
class KerasModelTest {
  private static final String INPUT = "\"batch_input_shape\": [null, 4, 4, 2]";

  @TempDir Path folder;

  @Test
  void sequentialModels() {
    String layers =
        list(
            layer("Conv2D", "c", INPUT + ", \"activation\": \"relu\""),
            layer("Flatten", "f", "\"trainable\": true"),
            layer("Dense", "d", "\"activation\": \"softmax\""));
    List<String> expected = List.of("Conv", "Relu", "Flatten", "Gemm");
    String named = "{\"name\": \"s\", \"layers\": " + layers + "}";
    assertEquals(expected, operators(translate("Sequential", named, conv(), dense(8))));
    // Before Keras 2.2.3 the configuration was just the list.
    assertEquals(expected, operators(translate("Sequential", layers, conv(), dense(8))));
    // Input as a layer of its own, as TensorFlow has it.
    String input = layer("InputLayer", "i", INPUT);
    String first = layer("Conv2D", "c", "\"activation\": \"relu\"");
    String longer = list(input, first, layer("Flatten", "f", ""), layer("Dense", "d", ""));
    assertEquals(
        expected,
        operators(translate("Sequential", "{\"layers\": " + longer + "}", conv(), dense(8))));
  }

  @Test
  void modelsOfKeras3() {
    String shape = "\"batch_shape\": [null, 4, 4, 2]";
    String config =
        """
        {"layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "name": "in",
           "config": {%s, "name": "in"}, "inbound_nodes": []},
          {"class_name": "Conv2D", "name": "mine", "config": {"name": "mine"},
           "inbound_nodes": [{"args": [%s], "kwargs": {}}]},
          {"class_name": "Conv2D", "name": "other", "config": {"name": "other"},
           "inbound_nodes": [{"args": [%s], "kwargs": {}}]},
          {"class_name": "Add", "name": "sum", "config": {"name": "sum"},
           "inbound_nodes": [{"args": [[%s, %s]], "kwargs": {}}]}],
         "input_layers": ["in", 0, 0], "output_layers": ["sum", 0, 0]}
        """
            .formatted(shape, tensor("in"), tensor("in"), tensor("mine"), tensor("other"));
    JsonObject model = model("Functional", config);
    List<KerasLayer> layers =
        List.of(
            new KerasLayer("conv2d_1", List.of(array("0", 3, 3, 2, 2), array("1", 2))),
            new KerasLayer("conv2d", List.of(array("0", 3, 3, 2, 2), array("1", 2))));

    var read =
        (KerasModel.Graph)
            KerasModel.of(new KerasFile("3.4.1", "", model, layers, Naming.NUMBERED, false));

    assertEquals(List.of("Conv", "Conv", "Add"), operators(read));
    assertEquals(
        List.of("conv2d/0", "conv2d/1", "conv2d_1/0", "conv2d_1/1"),
        read.mapping().stream().map(Mapping::from).toList());
    assertEquals("mine.weight", read.mapping().getFirst().to());
  }

  @Test
  void modelsInModels() {
    String inner =
        """
        {"name": "base", "layers": [
          {"class_name": "InputLayer", "name": "i", "config": {%s, "name": "i"}, "inbound_nodes": []},
          {"class_name": "Conv2D", "name": "c", "config": {"name": "c"}, "inbound_nodes": [[["i", 0, 0, {}]]]},
          {"class_name": "BatchNormalization", "name": "n", "config": {"name": "n"}, "inbound_nodes": [[["c", 0, 0, {}]]]}],
         "input_layers": [["i", 0, 0]], "output_layers": [["n", 0, 0]]}
        """
            .formatted(INPUT);
    String base = "{\"class_name\": \"Functional\", \"name\": \"base\", \"config\": " + inner + "}";
    String layers = list(base, layer("Flatten", "f", ""), layer("Dense", "d", ""));
    KerasLayer weights =
        new KerasLayer(
            "base",
            // Keras lists what is trained first.
            List.of(
                array("c/kernel:0", 3, 3, 2, 2),
                array("c/bias:0", 2),
                array("n/gamma:0", 2),
                array("n/beta:0", 2),
                array("n/moving_mean:0", 2),
                array("n/moving_variance:0", 2)));

    KerasModel.Graph read =
        translate("Sequential", "{\"layers\": " + layers + "}", weights, dense(8));

    assertEquals(List.of("Conv", "BatchNormalization", "Flatten", "Gemm"), operators(read));
    assertEquals("base.c.weight", read.mapping().getFirst().to());
    assertEquals("c/c/kernel:0".substring(2), read.mapping().getFirst().from());
  }

  @Test
  void picturesOfAnySize() {
    String config =
        list(
            layer(
                "Conv2D",
                "c",
                "\"batch_input_shape\": [null, null, null, 2], \"padding\": \"same\", \"strides\": 2"),
            layer("GlobalAveragePooling2D", "g", ""),
            layer("Dense", "d", ""));
    KerasModel.Graph read = translate("Sequential", config, conv(), dense(2));
    OnnxNode first = read.model().graph().nodes().getFirst();
    assertEquals("SAME_UPPER", first.text("auto_pad", ""));
  }

  @Test
  void convolutionsTakeTheZerosBeforeThem() {
    String config =
        list(
            layer("ZeroPadding2D", "z", INPUT + ", \"padding\": [[0, 1], [0, 1]]"),
            layer("Conv2D", "c", "\"strides\": 2"));
    KerasModel.Graph read = translate("Sequential", config, conv());
    assertEquals(List.of("Conv"), operators(read));
    long[] pads = read.model().graph().nodes().getFirst().wholes("pads");
    assertEquals(List.of(0L, 0L, 1L, 1L), Arrays.stream(pads).boxed().toList());
  }

  @Test
  void whatHasNoTranslationIsNamed() {
    refused("found Lambda", layer("Lambda", "l", INPUT));
    refused("found LSTM", layer("LSTM", "l", INPUT));
    refused("activation selu", layer("Conv2D", "c", INPUT + ", \"activation\": \"selu\""));
    refused("padding causal", layer("Conv2D", "c", INPUT + ", \"padding\": \"causal\""));
    refused("over another axis", layer("BatchNormalization", "c", INPUT + ", \"axis\": 1"));
    refused("an input of unknown shape", layer("Conv2D", "c", "\"filters\": 2"));
    refused("expected the weights kernel, bias, found none", layer("Conv2D", "x", INPUT));
    refused(
        "of shape [h, w, 3 / 1, out], found [3, 3, 2, 2]",
        layer("Conv2D", "c", "\"batch_input_shape\": [null, 4, 4, 3]"));
    FormatException code =
        assertThrows(FormatException.class, () -> translate("MyModel", "{}", conv()));
    assertTrue(code.getMessage().contains("found MyModel"), code::getMessage);
  }

  @Test
  void weightsOfSomethingElse() {
    Path file = new H5(1).weight("alone", "kernel", 3, 3, 2, 2).write(folder.resolve("w.h5"));
    FormatException refusal = assertThrows(FormatException.class, () -> KerasModel.read(file));
    assertTrue(refusal.getMessage().startsWith(file.toString()), refusal::getMessage);
    assertTrue(refusal.getMessage().contains("weights of something else"), refusal::getMessage);
  }

  /** Descriptions changed at random are translated or refused, and nothing else. */
  @Test
  void descriptionsThatMakeNoSense() {
    change(400);
  }

  @Test
  @Tag("long")
  void moreDescriptionsThatMakeNoSense() {
    change(10_000);
  }

  private static void change(int times) {
    PlainKeras keras = new PlainKeras(3);
    PlainKeras.Tensor input = keras.input(8, 8, 3);
    PlainKeras.Tensor x = keras.conv(input, "", 4, 3, new PlainKeras.Moves(2, true), true);
    x = keras.concat(keras.maxPool(x, 2, PlainKeras.Moves.SAME), keras.norm(x, "", 1e-3, true));
    x = keras.dense(keras.flatten(keras.pad(x, 1, 1, 1, 1)), "", 5, "softmax");
    KerasFile file = keras.model(x).read();
    String text = Json.write(file.model());
    List<String> parts =
        List.of(
            "-1",
            "0",
            "null",
            "[]",
            "{}",
            "\"\"",
            "1e9",
            "99999999999",
            "true",
            "[1, 2]",
            "\"conv2d_1\"");
    for (int i = 0; i < times; i++) {
      Random random = new Random(i);
      String changed = text;
      for (int c = 0; c <= random.nextInt(2); c++) {
        List<String> tokens =
            new ArrayList<>(List.of(changed.split("(?<=[:,\\[\\]{}])|(?=[:,\\[\\]{}])")));
        int at = random.nextInt(tokens.size());
        if (!tokens.get(at).matches("[:,\\[\\]{}]")) {
          tokens.set(at, parts.get(random.nextInt(parts.size())));
        }
        changed = String.join("", tokens);
      }
      attempt(changed, file);
    }
  }

  private static void attempt(String text, KerasFile file) {
    try {
      var model = (JsonObject) Json.parse(text, "model");
      KerasModel.of(new KerasFile("", "", model, file.layers(), file.naming(), false));
    } catch (FormatException e) {
      assertTrue(!e.getMessage().contains("\n"), e::getMessage);
    } catch (RuntimeException e) {
      throw new AssertionError("no sentence for " + text, e);
    }
  }

  private static void refused(String problem, String... layers) {
    FormatException refusal =
        assertThrows(FormatException.class, () -> translate("Sequential", list(layers), conv()));
    assertTrue(refusal.getMessage().contains(problem), refusal::getMessage);
  }

  private static KerasModel.Graph translate(String type, String config, KerasLayer... layers) {
    KerasFile file =
        new KerasFile("2.4.0", "", model(type, config), List.of(layers), Naming.NAMED, false);
    return (KerasModel.Graph) KerasModel.of(file);
  }

  private static JsonObject model(String type, String config) {
    String text = "{\"class_name\": \"%s\", \"config\": %s}".formatted(type, config);
    return (JsonObject) Json.parse(text, "model");
  }

  private static List<String> operators(KerasModel.Graph read) {
    return read.model().graph().nodes().stream().map(OnnxNode::operator).toList();
  }

  private static String list(String... layers) {
    return Stream.of(layers).collect(Collectors.joining(",", "[", "]"));
  }

  private static String layer(String type, String name, String settings) {
    String more = settings.isEmpty() ? "" : ", " + settings;
    return "{\"class_name\": \"%s\", \"config\": {\"name\": \"%s\"%s}}".formatted(type, name, more);
  }

  private static String tensor(String layer) {
    return """
        {"class_name": "__keras_tensor__", "config": {"shape": [null, 4, 4, 2], "dtype": "float32",
        "keras_history": ["%s", 0, 0]}}"""
        .formatted(layer);
  }

  private static KerasLayer conv() {
    return new KerasLayer("c", List.of(array("kernel:0", 3, 3, 2, 2), array("bias:0", 2)));
  }

  private static KerasLayer dense(int in) {
    return new KerasLayer("d", List.of(array("kernel:0", in, 3), array("bias:0", 3)));
  }

  private static NamedArray array(String name, long... shape) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    long count = sizes.stream().reduce(1L, (a, b) -> a * b);
    return NamedArray.of(name, sizes, new float[(int) count]);
  }
}
