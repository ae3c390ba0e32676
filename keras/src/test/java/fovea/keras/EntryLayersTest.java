package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.keras.PlainKeras.Place;
import fovea.keras.PlainKeras.Tensor;
import fovea.onnx.OnnxNetwork;
import fovea.onnx.OnnxPictures;
import fovea.onnx.PixelRange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models do with pictures before the first convolution: augment, resize, cut, scale. */
class EntryLayersTest {

  @TempDir Path folder;
  private final PlainKeras keras = new PlainKeras(Long.getLong("fovea.seed", 7));

  @Test
  void augmentationDoesNothingInUseAndIsSaid() throws Exception {
    Tensor input = keras.input(6, 5, 3);
    Tensor x = input;
    for (String type :
        List.of(
            "RandomFlip",
            "RandomRotation",
            "RandomZoom",
            "RandomContrast",
            "RandomTranslation",
            "RandomBrightness",
            "GaussianNoise",
            "RandomSharpness")) {
      x = keras.each(x, type, "\"factor\": 0.1", value -> value);
    }
    KerasModel.Graph read = check(input, keras.each(x, "Rescaling", "\"scale\": 2", v -> v * 2));
    assertEquals(8, read.notes().size());
    assertTrue(
        read.notes().getFirst().endsWith("(RandomFlip) is left out: it acts in training only"),
        read.notes()::toString);
  }

  @Test
  void picturesAreResizedAsKerasDoes() throws Exception {
    Tensor input = keras.input(9, 14, 3);
    String size = "\"height\": %d, \"width\": %d";
    check(input, resized(input, "Resizing", size.formatted(5, 6), 5, 6));
    check(input, resized(input, "Resizing", size.formatted(13, 20), 13, 20));
    Tensor nearest = resized(input, "Resizing", size.formatted(4, 21) + ", " + nearest(), 4, 21);
    check(input, nearest);
    String window = size.formatted(4, 4) + ", \"crop_to_aspect_ratio\": true";
    check(input, resized(cut(input, 9, 9, 0, 2), "Resizing", window, 4, 4));
    check(input, resized(cut(input, 9, 9, 0, 2), "RandomCrop", size.formatted(6, 6), 6, 6));
  }

  @Test
  void theCenterIsCutOut() throws Exception {
    Tensor input = keras.input(9, 14, 2);
    String settings = "\"height\": 6, \"width\": 5";
    check(input, keras.move(input, "CenterCrop", settings, 6, 5, new Place(1, 4, 1)));
  }

  @Test
  void arithmeticWithNumbersIsUnderstood() {
    float[] half = {0, 127.5f, 255, 51};
    // Keras 2: preprocess_input of MobileNet.
    String keras2 =
        """
        [%s,
         {"class_name": "TFOpLambda", "config": {"name": "d", "function": "math.truediv"},
          "name": "d", "inbound_nodes": [["in", 0, 0, {"y": 127.5, "name": null}]]},
         {"class_name": "TFOpLambda", "config": {"name": "s", "function": "math.subtract"},
          "name": "s", "inbound_nodes": [["d", 0, 0, {"y": 1.0, "name": null}]]}]"""
            .formatted(input("batch_input_shape"));
    assertArrayEquals(new float[] {-1, 0, 1, -0.6f}, run(keras2, "s", half), 1e-6f);
    String keras3 =
        """
        [%s,
         {"class_name": "TrueDivide", "config": {"name": "d"}, "name": "d",
          "inbound_nodes": [{"args": [%s, 127.5], "kwargs": {}}]},
         {"class_name": "Subtract", "config": {"name": "s"}, "name": "s",
          "inbound_nodes": [{"args": [%s, 1.0], "kwargs": {}}]}]"""
            .formatted(input("batch_shape"), tensor("in"), tensor("d"));
    assertArrayEquals(new float[] {-1, 0, 1, -0.6f}, run(keras3, "s", half), 1e-6f);
    String other = keras2.replace("math.subtract", "signal.fft");
    var refused = assertThrows(FormatException.class, () -> run(other, "s", half));
    assertTrue(refused.getMessage().contains("tf.signal.fft"), refused::getMessage);
  }

  /** Rescaling and Normalization say what values the model takes. */
  @Test
  void theFirstScalingTellsTheRange() throws Exception {
    Tensor input = keras.input(4, 4, 3);
    assertEquals(PixelRange.BYTES, range(input, "Rescaling", "\"scale\": 0.00392156862745098"));
    assertEquals(
        PixelRange.BYTES, range(input, "Rescaling", "\"scale\": 0.00784313725, \"offset\": -1"));
    String mean = "\"mean\": [0.485, 0.456, 0.406], \"variance\": [0.0524, 0.0502, 0.0506]";
    assertEquals(PixelRange.UNIT, range(input, "Normalization", mean));
    assertEquals(
        PixelRange.BYTES,
        range(
            input, "Normalization", "\"mean\": [120, 115, 100], \"variance\": [3600, 3600, 3600]"));
    assertEquals(PixelRange.OPEN, range(input, "ReLU", "\"max_value\": 6"));
  }

  private PixelRange range(Tensor input, String type, String settings) {
    Tensor first = keras.each(input, type, settings, value -> value);
    Tensor x = keras.conv(first, "", 2, 3, PlainKeras.Moves.SAME, true);
    var read = (KerasModel.Graph) KerasModel.of(keras.model(x).read());
    return OnnxPictures.of(read.model()).range();
  }

  private static String input(String shape) {
    return "{\"class_name\": \"InputLayer\", \"config\": {\"%s\": [null, 2, 2, 1]}, \"name\": \"in\", \"inbound_nodes\": []}"
        .formatted(shape);
  }

  private static String tensor(String layer) {
    return "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"%s\", 0, 0]}}"
        .formatted(layer);
  }

  private static float[] run(String layers, String last, float... picture) {
    String text =
        """
        {"class_name": "Functional", "config": {"layers": %s,
         "input_layers": [["in", 0, 0]], "output_layers": [["%s", 0, 0]]}}"""
            .formatted(layers, last);
    var file =
        new KerasFile("", "", (JsonObject) Json.parse(text, ""), List.of(), Naming.NAMED, false);
    var graph = (KerasModel.Graph) KerasModel.of(file);
    return Engine.run(OnnxNetwork.of(graph.model()), picture, 1, 1, 2, 2);
  }

  private static String nearest() {
    return "\"interpolation\": \"nearest\"";
  }

  private static Tensor cut(Tensor x, int height, int width, int top, int left) {
    float[] values = new float[height * width * x.channels()];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / x.channels();
      values[i] = x.at(top + pixel / width, left + pixel % width, i % x.channels());
    }
    return new Tensor(x.layer(), height, width, x.channels(), false, values);
  }

  /** Between the four pixels around it, or the one that it lies in. */
  private Tensor resized(Tensor x, String type, String settings, int height, int width) {
    String name = keras.name("", "resizing");
    keras.note(type, name, settings, List.of(x));
    boolean nearest = settings.contains("nearest");
    float[] values = new float[height * width * x.channels()];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / x.channels();
      double row = (pixel / width + 0.5) * x.height() / height - (nearest ? 0 : 0.5);
      double column = (pixel % width + 0.5) * x.width() / width - (nearest ? 0 : 0.5);
      int channel = i % x.channels();
      values[i] =
          nearest
              ? x.at((int) Math.floor(row), (int) Math.floor(column), channel)
              : between(x, row, column, channel);
    }
    return new Tensor(name, height, width, x.channels(), false, values);
  }

  private static float between(Tensor x, double row, double column, int channel) {
    double sum = 0;
    for (int r = 0; r < 2; r++) {
      for (int c = 0; c < 2; c++) {
        int top = (int) Math.floor(row) + r;
        int left = (int) Math.floor(column) + c;
        double share = (1 - Math.abs(row - top)) * (1 - Math.abs(column - left));
        int inRow = Math.clamp(top, 0, x.height() - 1);
        int inColumn = Math.clamp(left, 0, x.width() - 1);
        sum += share * x.at(inRow, inColumn, channel);
      }
    }
    return (float) sum;
  }

  private KerasModel.Graph check(Tensor input, Tensor expected) throws Exception {
    Path file = keras.model(expected).write(folder.resolve("model.h5"));
    KerasModel.Graph read = (KerasModel.Graph) KerasModel.read(file);
    float[] picture = PlainKeras.channelsFirst(input);
    float[] wanted = PlainKeras.channelsFirst(expected);
    try (var peer = new OnnxRuntime(read.model())) {
      Compare.close(wanted, peer.run(picture, 1, input.channels(), input.height(), input.width()));
    }
    OnnxNetwork network = OnnxNetwork.of(read.model());
    Compare.close(
        wanted, Engine.run(network, picture, 1, input.channels(), input.height(), input.width()));
    return read;
  }
}
