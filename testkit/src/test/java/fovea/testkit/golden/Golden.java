package fovea.testkit.golden;

import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A case with its expected values, as {@code goldens/README.md} describes them. */
record Golden(Safetensors file, JsonObject attributes) {

  static Golden read(Path path) {
    Safetensors file = Safetensors.read(path);
    String attributes = file.metadata().getOrDefault("attrs", "{}");
    return new Golden(file, (JsonObject) Json.parse(attributes, path.toString()));
  }

  /** Name of the op. */
  String op() {
    return Objects.requireNonNull(file.metadata().get("op"), "no op in the metadata");
  }

  /** Names of the arrays that begin with one of {@code prefixes}. */
  List<String> names(String... prefixes) {
    return file.arrays().stream()
        .map(NamedArray::name)
        .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
        .toList();
  }

  boolean has(String name) {
    return file.find(name).isPresent();
  }

  double[] values(String name) {
    return file.array(name).toDoubles();
  }

  /** An array in the element type under test; classes as i32. */
  HostBuffer buffer(String name, DType dtype) {
    NamedArray array = file.array(name);
    Shape shape = Shape.of(array.shape().stream().mapToInt(Math::toIntExact).toArray());
    DType type = array.type().isReal() ? dtype : DType.I32;
    return HostBuffer.of(new TensorType(shape, type), array.toDoubles());
  }

  double number(String key, double otherwise) {
    return attributes.find(key).map(value -> ((JsonNumber) value).toDouble()).orElse(otherwise);
  }

  boolean flag(String key) {
    return attributes.find(key).map(value -> ((JsonBoolean) value).value()).orElse(false);
  }

  /** A pair of numbers, vertical first; one number stands for both. */
  Window.Size pair(String key, int otherwise) {
    return attributes
        .find(key)
        .map(
            value ->
                switch (value) {
                  case JsonArray array -> pair(array.longs());
                  case JsonNumber number -> pair(number.toLong(), number.toLong());
                  default -> throw new IllegalArgumentException(key + " is " + value.kind());
                })
        .orElseGet(() -> pair(otherwise, otherwise));
  }

  private static Window.Size pair(long... values) {
    return new Window.Size((int) values[0], (int) values[values.length - 1]);
  }

  /** The window that stride, padding, dilation and perhaps kernel describe. */
  Window window() {
    Window.Size kernel = pair("kernel", 1);
    Window.Size stride = attributes.find("stride").isPresent() ? pair("stride", 1) : kernel;
    return new Window(kernel, stride, padding(), pair("dilation", 1));
  }

  private Window.Padding padding() {
    if (attributes.find("padding_top_left_bottom_right").isPresent()) {
      long[] sides = attributes.array("padding_top_left_bottom_right").longs();
      return new Window.Padding((int) sides[0], (int) sides[1], (int) sides[2], (int) sides[3]);
    }
    Window.Size both = pair("padding", 0);
    return new Window.Padding(both.h(), both.w(), both.h(), both.w());
  }
}
