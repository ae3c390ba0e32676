package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.keras.PlainKeras.Moves;
import fovea.keras.PlainKeras.Place;
import fovea.keras.PlainKeras.Tensor;
import fovea.keras.mapping.Mapping;
import fovea.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each layer computes, in ONNX Runtime and here, what Keras's definition says. */
class TranslationTest {

  @TempDir Path folder;
  private final PlainKeras keras = new PlainKeras(Long.getLong("fovea.seed", 5));

  @Test
  void convolutionsOfAllStridesAndPaddings() throws Exception {
    Tensor input = keras.input(13, 12, 3);
    Tensor x = keras.conv(input, "", 8, 3, new Moves(2, true), true);
    x = keras.conv(x, "", 6, 2, new Moves(1, true), false);
    x = keras.conv(x, "", 5, 3, 1, new Moves(1, false), true);
    x = keras.conv(x, "", 5, 5, 4, new Moves(3, true), true);
    check(input, x);
  }

  @Test
  void convolutionsOfSingleChannels() throws Exception {
    Tensor input = keras.input(11, 14, 3);
    Tensor x = keras.depthwise(input, "", 3, 2, new Moves(2, true));
    x = keras.separable(x, "", 5, 3, new Moves(2, true));
    x = keras.depthwise(x, "", 2, 1, new Moves(1, false));
    check(input, x);
  }

  @Test
  void transposedConvolutions() throws Exception {
    Tensor input = keras.input(4, 5, 3);
    Tensor x = keras.transposed(input, 4, 3, new Moves(2, true));
    x = keras.transposed(x, 2, 4, new Moves(2, false));
    x = keras.transposed(x, 3, 2, new Moves(3, false));
    x = keras.transposed(x, 3, 1, new Moves(2, true));
    check(input, x);
  }

  @Test
  void pools() throws Exception {
    Tensor input = keras.input(15, 16, 4);
    Tensor x = keras.maxPool(input, 3, new Moves(2, true));
    x = keras.averagePool(x, 3, new Moves(1, true));
    x = keras.averagePool(x, 3, new Moves(2, true));
    x = keras.maxPool(x, 2, new Moves(1, false));
    check(input, keras.globalAverage(x));
  }

  @Test
  void flattenedPicturesInKerassOrder() throws Exception {
    Tensor input = keras.input(6, 5, 4);
    Tensor x = keras.conv(input, "", 3, 3, Moves.SAME, true);
    x = keras.relu(keras.norm(keras.flatten(x), "", 1e-3, true));
    x = keras.dense(x, "", 7, "linear");
    check(input, keras.norm(x, "", 1e-2, false));
  }

  @Test
  void flattenedPicturesThatAreNotForADenseLayer() throws Exception {
    Tensor input = keras.input(4, 3, 5);
    Tensor flat = keras.flatten(input);
    Tensor both = keras.concat(flat, keras.flatten(keras.relu(input)));
    check(input, both);
  }

  @Test
  void activations() throws Exception {
    Tensor input = keras.input(3, 4, 2);
    Tensor x = keras.each(input, "LeakyReLU", "\"alpha\": 0.25", v -> v > 0 ? v : v * 0.25);
    x = keras.each(x, "ELU", "\"alpha\": 0.7", v -> v > 0 ? v : 0.7 * Math.expm1(v));
    x = named(x, "swish", v -> v / (1 + Math.exp(-v)));
    x = named(x, "tanh", Math::tanh);
    x = named(x, "sigmoid", v -> 1 / (1 + Math.exp(-v)));
    x = keras.each(x, "Rescaling", "\"scale\": 12.5, \"offset\": -7", v -> v * 12.5 - 7);
    x = keras.relu6(x);
    x = named(x, "softplus", v -> Math.log1p(Math.exp(v)));
    check(input, x);
  }

  @Test
  void whatMovesPixels() throws Exception {
    Tensor input = keras.input(5, 6, 3);
    Tensor x = keras.pad(input, 1, 2, 0, 3);
    x = keras.conv(x, "", 4, 3, new Moves(2, false), true);
    x = keras.maxPool(keras.pad(keras.relu(x), 1, 0, 1, 1), 2, Moves.VALID);
    x =
        keras.move(
            x,
            "UpSampling2D",
            "\"size\": [2, 2]",
            x.height() * 2,
            x.width() * 2,
            new Place(0, 0, 2));
    x =
        keras.move(
            x,
            "Cropping2D",
            "\"cropping\": [[1, 0], [2, 1]]",
            x.height() - 1,
            x.width() - 3,
            new Place(1, 2, 1));
    x = keras.conv(keras.pad(x, 1, 1, 1, 1), "", 2, 3, Moves.SAME, true);
    check(input, x);
  }

  @Test
  void reshapes() throws Exception {
    Tensor input = keras.input(4, 6, 3);
    Tensor x = keras.reshape(input, 3, 12, 2);
    x = keras.conv(x, "", 4, 2, Moves.VALID, true);
    x = keras.reshape(keras.globalAverage(x), 1, 1, 4);
    x = keras.conv(x, "", 8, 1, Moves.VALID, true);
    check(input, keras.reshape(keras.flatten(x), 2, 2, 2));
  }

  @Test
  void merges() throws Exception {
    Tensor input = keras.input(5, 4, 3);
    Tensor a = keras.conv(input, "", 3, 3, Moves.SAME, true);
    Tensor b = keras.norm(a, "", 1e-3, false);
    Tensor x = keras.add(a, b);
    x = keras.merge("Multiply", "\"trainable\": true", (p, q) -> p * q, x, a);
    x = keras.merge("Subtract", "\"trainable\": true", (p, q) -> p - q, x, b);
    x = keras.merge("Maximum", "\"trainable\": true", Math::max, x, a);
    x = keras.merge("Average", "\"trainable\": true", (p, q) -> (p + q) / 2, x, input);
    check(input, keras.concat(x, a, input));
  }

  @Test
  void aLastSoftmaxIsLeftOutAndSaidSo() throws Exception {
    Tensor input = keras.input(4, 4, 2);
    Tensor x = keras.dense(keras.globalAverage(input), "", 5, "softmax");
    KerasModel.Graph read = check(input, x);
    assertTrue(read.notes().getFirst().contains("softmax"), read.notes()::toString);
    assertEquals(
        List.of(
            new Mapping("dense_1/kernel:0", "dense_1.weight", List.of(5L, 2L), "transposed"),
            new Mapping("dense_1/bias:0", "dense_1.bias", List.of(5L), "")),
        read.mapping());
  }

  private Tensor named(Tensor x, String name, DoubleUnaryOperator function) {
    return keras.each(x, "Activation", "\"activation\": \"" + name + "\"", function);
  }

  private KerasModel.Graph check(Tensor input, Tensor expected) throws Exception {
    Path file = keras.model(expected).write(folder.resolve("model.h5"));
    KerasModel.Graph read = (KerasModel.Graph) KerasModel.read(file);
    float[] picture = PlainKeras.channelsFirst(input);
    float[] wanted = expected.flat() ? expected.values() : PlainKeras.channelsFirst(expected);
    try (var peer = new OnnxRuntime(read.model())) {
      Compare.close(wanted, peer.run(picture, 1, input.channels(), input.height(), input.width()));
    }
    OnnxNetwork network = OnnxNetwork.of(read.model());
    Compare.close(
        wanted, Engine.run(network, picture, 1, input.channels(), input.height(), input.width()));
    return read;
  }
}
