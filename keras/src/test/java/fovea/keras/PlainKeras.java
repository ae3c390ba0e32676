package fovea.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Keras's functional interface in plain loops over one picture {@code [height, width, channels]}:
 * each layer notes its settings, makes random weights and computes its result at once. What comes
 * out is a file, and what the network in it says to one input.
 */
final class PlainKeras {
  private final H5 file;
  private final List<String> layers = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private String input = "";

  /** A value; features without a place are at the only pixel. */
  record Tensor(String layer, int height, int width, int channels, boolean flat, float[] values) {

    Tensor named(String other) {
      return new Tensor(other, height, width, channels, flat, values);
    }

    float at(int y, int x, int c) {
      boolean inside = y >= 0 && x >= 0 && y < height && x < width;
      return inside ? values[(y * width + x) * channels + c] : 0;
    }
  }

  /** How a window moves. */
  record Moves(int stride, boolean same) {
    static final Moves VALID = new Moves(1, false);
    static final Moves SAME = new Moves(1, true);

    int outputs(int size, int kernel) {
      return same ? (size + stride - 1) / stride : (size - kernel) / stride + 1;
    }

    /** TensorFlow's rule. */
    int before(int size, int kernel) {
      return same ? Math.max((outputs(size, kernel) - 1) * stride + kernel - size, 0) / 2 : 0;
    }

    String json() {
      return "\"strides\": [%d, %d], \"padding\": \"%s\""
          .formatted(stride, stride, same ? "same" : "valid");
    }
  }

  PlainKeras(long seed) {
    this.file = new H5(seed);
  }

  H5 file() {
    return file;
  }

  /** A picture of numbers between -1 and 1 that look random. */
  Tensor input(int height, int width, int channels) {
    input = "input_1";
    String shape = "[null, %d, %d, %d]".formatted(height, width, channels);
    note("InputLayer", input, "\"batch_input_shape\": " + shape, List.of());
    float[] values = new float[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * 12.9898 + 1) * 0.9f;
    }
    return new Tensor(input, height, width, channels, false, values);
  }

  /** The model from the input to {@code output}, as a file. */
  H5 model(Tensor output) {
    return file.model(
        """
        {"class_name": "Functional", "config": {"name": "m", "layers": [%s],
        "input_layers": [["%s", 0, 0]], "output_layers": [["%s", 0, 0]]}}
        """
            .formatted(String.join(",", layers), input, output.layer));
  }

  /** The input with its channels first. */
  static float[] channelsFirst(Tensor picture) {
    float[] values = new float[picture.values.length];
    int pixels = picture.height * picture.width;
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < picture.channels; c++) {
        values[c * pixels + p] = picture.values[p * picture.channels + c];
      }
    }
    return values;
  }

  Tensor conv(Tensor x, String name, int filters, int kernel, Moves moves, boolean bias) {
    return conv(x, name, filters, kernel, kernel, moves, bias);
  }

  Tensor conv(Tensor x, String wanted, int filters, int kh, int kw, Moves moves, boolean bias) {
    String name = name(wanted, "conv2d");
    String settings = "\"use_bias\": %b, %s".formatted(bias, moves.json());
    note("Conv2D", name, settings, List.of(x));
    file.weight(name, "kernel", kh, kw, x.channels, filters);
    if (bias) {
      file.weight(name, "bias", filters);
    }
    float[] biases = bias ? file.values(name, "bias") : new float[filters];
    return mix(x, file.values(name, "kernel"), biases, kh, kw, moves).named(name);
  }

  private static Tensor mix(Tensor x, float[] kernel, float[] bias, int kh, int kw, Moves moves) {
    int filters = bias.length;
    int height = moves.outputs(x.height, kh);
    int width = moves.outputs(x.width, kw);
    float[] values = new float[height * width * filters];
    int top = moves.before(x.height, kh);
    int left = moves.before(x.width, kw);
    for (int p = 0; p < height * width; p++) {
      float[] sums = bias.clone();
      for (int k = 0; k < kh * kw; k++) {
        int y = p / width * moves.stride - top + k / kw;
        int z = p % width * moves.stride - left + k % kw;
        for (int c = 0; c < x.channels; c++) {
          float value = x.at(y, z, c);
          int at = (k * x.channels + c) * filters;
          for (int f = 0; f < filters && value != 0; f++) {
            sums[f] += value * kernel[at + f];
          }
        }
      }
      System.arraycopy(sums, 0, values, p * filters, filters);
    }
    return new Tensor(x.layer, height, width, filters, false, values);
  }

  Tensor depthwise(Tensor x, String wanted, int kernel, int multiplier, Moves moves) {
    String name = name(wanted, "depthwise_conv2d");
    String settings = "\"use_bias\": false, %s".formatted(moves.json());
    note("DepthwiseConv2D", name, settings, List.of(x));
    file.weight(name, "depthwise_kernel", kernel, kernel, x.channels, multiplier);
    return filter(x, file.values(name, "depthwise_kernel"), kernel, moves).named(name);
  }

  private static Tensor filter(Tensor x, float[] weights, int kernel, Moves moves) {
    int multiplier = weights.length / (kernel * kernel * x.channels);
    int out = x.channels * multiplier;
    int height = moves.outputs(x.height, kernel);
    int width = moves.outputs(x.width, kernel);
    float[] values = new float[height * width * out];
    for (int p = 0; p < height * width; p++) {
      int top = p / width * moves.stride - moves.before(x.height, kernel);
      int left = p % width * moves.stride - moves.before(x.width, kernel);
      for (int k = 0; k < kernel * kernel; k++) {
        for (int o = 0; o < out; o++) {
          float value = x.at(top + k / kernel, left + k % kernel, o / multiplier);
          values[p * out + o] += value * weights[k * out + o];
        }
      }
    }
    return new Tensor(x.layer, height, width, out, false, values);
  }

  Tensor separable(Tensor x, String wanted, int filters, int kernel, Moves moves) {
    String name = name(wanted, "separable_conv2d");
    String settings = "\"use_bias\": false, %s".formatted(moves.json());
    note("SeparableConv2D", name, settings, List.of(x));
    file.weight(name, "depthwise_kernel", kernel, kernel, x.channels, 1);
    file.weight(name, "pointwise_kernel", 1, 1, x.channels, filters);
    Tensor each = filter(x, file.values(name, "depthwise_kernel"), kernel, moves);
    float[] pointwise = file.values(name, "pointwise_kernel");
    return mix(each, pointwise, new float[filters], 1, 1, Moves.VALID).named(name);
  }

  /** The adjoint of a convolution: each pixel adds a kernel to the result. */
  Tensor transposed(Tensor x, int filters, int kernel, Moves moves) {
    String name = name("", "conv2d_transpose");
    note("Conv2DTranspose", name, moves.json(), List.of(x));
    file.weight(name, "kernel", kernel, kernel, filters, x.channels).weight(name, "bias", filters);
    float[] weights = file.values(name, "kernel");
    int more = Math.max(kernel - moves.stride, 0);
    int height = x.height * moves.stride + (moves.same ? 0 : more);
    int width = x.width * moves.stride + (moves.same ? 0 : more);
    int cut = moves.same ? more / 2 : 0;
    float[] values = new float[height * width * filters];
    float[] bias = file.values(name, "bias");
    for (int i = 0; i < values.length; i++) {
      values[i] = bias[i % filters];
    }
    for (int i = 0; i < x.values.length * kernel * kernel; i++) {
      int k = i % (kernel * kernel);
      int c = i / (kernel * kernel) % x.channels;
      int pixel = i / (kernel * kernel) / x.channels;
      int y = pixel / x.width * moves.stride + k / kernel - cut;
      int z = pixel % x.width * moves.stride + k % kernel - cut;
      for (int f = 0; f < filters && y >= 0 && z >= 0 && y < height && z < width; f++) {
        values[(y * width + z) * filters + f] +=
            x.values[pixel * x.channels + c] * weights[(k * filters + f) * x.channels + c];
      }
    }
    return new Tensor(name, height, width, filters, false, values);
  }

  Tensor dense(Tensor x, String wanted, int units, String activation) {
    String name = name(wanted, "dense");
    note("Dense", name, "\"activation\": \"" + activation + "\"", List.of(x));
    file.weight(name, "kernel", x.values.length, units).weight(name, "bias", units);
    float[] kernel = file.values(name, "kernel");
    float[] sums = file.values(name, "bias").clone();
    for (int i = 0; i < x.values.length; i++) {
      for (int u = 0; u < units; u++) {
        sums[u] += x.values[i] * kernel[i * units + u];
      }
    }
    Tensor result = new Tensor(name, 1, 1, units, true, sums);
    // The translation gives logits.
    return activation.equals("softmax") ? result : result.named(name);
  }

  Tensor norm(Tensor x, String wanted, double epsilon, boolean scale) {
    String name = name(wanted, "batch_normalization");
    String settings = "\"axis\": [%d], \"epsilon\": %s, \"scale\": %b";
    note(
        "BatchNormalization", name, settings.formatted(x.flat ? 1 : 3, epsilon, scale), List.of(x));
    if (scale) {
      file.weight(name, "gamma", x.channels);
    }
    file.weight(name, "beta", x.channels);
    file.weight(name, "moving_mean", x.channels).weight(name, "moving_variance", x.channels);
    float[] values = new float[x.values.length];
    for (int i = 0; i < values.length; i++) {
      int c = i % x.channels;
      double gamma = scale ? file.values(name, "gamma")[c] : 1;
      double mean = file.values(name, "moving_mean")[c];
      double deviation = Math.sqrt(file.values(name, "moving_variance")[c] + epsilon);
      double beta = file.values(name, "beta")[c];
      values[i] = (float) ((x.values[i] - mean) / deviation * gamma + beta);
    }
    return new Tensor(name, x.height, x.width, x.channels, x.flat, values);
  }

  /** A layer that acts on each number by itself. */
  Tensor each(Tensor x, String type, String settings, DoubleUnaryOperator function) {
    String name = name("", type.toLowerCase(Locale.ROOT));
    note(type, name, settings, List.of(x));
    float[] values = new float[x.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(x.values[i]);
    }
    return new Tensor(name, x.height, x.width, x.channels, x.flat, values);
  }

  Tensor relu(Tensor x) {
    return each(x, "Activation", "\"activation\": \"relu\"", value -> Math.max(value, 0));
  }

  Tensor relu6(Tensor x) {
    return each(x, "ReLU", "\"max_value\": 6.0", value -> Math.clamp(value, 0, 6));
  }

  Tensor maxPool(Tensor x, int size, Moves moves) {
    return pool(x, "MaxPooling2D", size, moves);
  }

  Tensor averagePool(Tensor x, int size, Moves moves) {
    return pool(x, "AveragePooling2D", size, moves);
  }

  private Tensor pool(Tensor x, String type, int size, Moves moves) {
    String name = name("", type.toLowerCase(Locale.ROOT));
    note(type, name, "\"pool_size\": [%d, %d], %s".formatted(size, size, moves.json()), List.of(x));
    int height = moves.outputs(x.height, size);
    int width = moves.outputs(x.width, size);
    float[] values = new float[height * width * x.channels];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / x.channels;
      int top = pixel / width * moves.stride - moves.before(x.height, size);
      int left = pixel % width * moves.stride - moves.before(x.width, size);
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int count = 0;
      for (int y = Math.max(top, 0); y < Math.min(top + size, x.height); y++) {
        for (int z = Math.max(left, 0); z < Math.min(left + size, x.width); z++) {
          most = Math.max(most, x.at(y, z, i % x.channels));
          sum += x.at(y, z, i % x.channels);
          count++;
        }
      }
      values[i] = (float) (type.startsWith("Max") ? most : sum / count);
    }
    return new Tensor(name, height, width, x.channels, false, values);
  }

  Tensor globalAverage(Tensor x) {
    String name = name("", "global_average_pooling2d");
    note("GlobalAveragePooling2D", name, "\"data_format\": \"channels_last\"", List.of(x));
    float[] values = new float[x.channels];
    for (int i = 0; i < x.values.length; i++) {
      values[i % x.channels] += x.values[i] / (x.height * x.width);
    }
    return new Tensor(name, 1, 1, x.channels, true, values);
  }

  Tensor flatten(Tensor x) {
    String name = name("", "flatten");
    note("Flatten", name, "\"data_format\": \"channels_last\"", List.of(x));
    return new Tensor(name, 1, 1, x.values.length, true, x.values);
  }

  Tensor reshape(Tensor x, int height, int width, int channels) {
    String name = name("", "reshape");
    note(
        "Reshape",
        name,
        "\"target_shape\": [%d, %d, %d]".formatted(height, width, channels),
        List.of(x));
    return new Tensor(name, height, width, channels, false, x.values);
  }

  /** A layer whose result takes each pixel from another place; outside of the input are zeros. */
  Tensor move(Tensor x, String type, String settings, int height, int width, Place place) {
    String name = name("", type.toLowerCase(Locale.ROOT));
    note(type, name, settings, List.of(x));
    float[] values = new float[height * width * x.channels];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / x.channels;
      values[i] = x.at(place.of(pixel / width), place.column(pixel % width), i % x.channels);
    }
    return new Tensor(name, height, width, x.channels, false, values);
  }

  /** Where a row or column of a result comes from: {@code (index + shift) / factor}. */
  record Place(int top, int left, int factor) {
    int of(int row) {
      return Math.floorDiv(row + top, factor);
    }

    int column(int column) {
      return Math.floorDiv(column + left, factor);
    }
  }

  Tensor pad(Tensor x, int top, int bottom, int left, int right) {
    return move(
        x,
        "ZeroPadding2D",
        "\"padding\": [[%d, %d], [%d, %d]]".formatted(top, bottom, left, right),
        x.height + top + bottom,
        x.width + left + right,
        new Place(-top, -left, 1));
  }

  Tensor merge(
      String type, String settings, DoubleBinaryOperator operator, Tensor first, Tensor second) {
    String name = name("", type.toLowerCase(Locale.ROOT));
    note(type, name, settings, List.of(first, second));
    float[] values = first.values.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) operator.applyAsDouble(values[i], second.values[i]);
    }
    return new Tensor(name, first.height, first.width, first.channels, first.flat, values);
  }

  Tensor add(Tensor first, Tensor second) {
    return merge("Add", "\"trainable\": true", Double::sum, first, second);
  }

  Tensor concat(Tensor... parts) {
    String name = name("", "concatenate");
    note("Concatenate", name, "\"axis\": -1", List.of(parts));
    int channels = Arrays.stream(parts).mapToInt(Tensor::channels).sum();
    int pixels = parts[0].height * parts[0].width;
    float[] values = new float[pixels * channels];
    int start = 0;
    for (Tensor part : parts) {
      for (int p = 0; p < pixels; p++) {
        int from = p * part.channels;
        System.arraycopy(part.values, from, values, p * channels + start, part.channels);
      }
      start += part.channels;
    }
    return new Tensor(name, parts[0].height, parts[0].width, channels, parts[0].flat, values);
  }

  /** Notes a layer. */
  void note(String type, String name, String settings, List<Tensor> inputs) {
    String calls =
        inputs.stream()
            .map(x -> "[\"" + x.layer + "\", 0, 0, {}]")
            .collect(Collectors.joining(",", "[", "]"));
    layers.add(
        """
        {"class_name": "%s", "name": "%s", "config": {"name": "%s", %s}, "inbound_nodes": [%s]}
        """
            .formatted(type, name, name, settings, inputs.isEmpty() ? "" : calls));
    file.layer(name);
  }

  String name(String wanted, String kind) {
    if (!wanted.isEmpty()) {
      return wanted;
    }
    int count = counts.merge(kind, 1, Integer::sum);
    return kind + "_" + count;
  }
}
