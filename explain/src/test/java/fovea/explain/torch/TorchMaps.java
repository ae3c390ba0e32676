package fovea.explain.torch;

import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What PyTorch has found in one picture by a network under {@link FormulaWeights}. */
record TorchMaps(Safetensors file) {

  /** The maps of a network. */
  static TorchMaps of(String network) {
    var resource = TorchMaps.class.getResource(network + ".safetensors");
    try {
      return new TorchMaps(Safetensors.read(Path.of(Objects.requireNonNull(resource).toURI())));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(network, e);
    }
  }

  /** Name of torchvision. */
  String network() {
    return file.metadata().get("network");
  }

  /** Names of the maps, which are those of methods. */
  List<String> names() {
    return file.arrays().stream().map(NamedArray::name).toList();
  }

  /** Index of the class that is asked about. */
  int target() {
    return Integer.parseInt(file.metadata().get("class"));
  }

  /** Its logit. */
  double score() {
    return Double.parseDouble(file.metadata().get("score"));
  }

  /** A layer in the middle. */
  String middle() {
    return file.metadata().get("middle");
  }

  /** The picture. */
  HostBuffer picture() {
    return FormulaWeights.numbers(file.metadata().get("picture"), shape());
  }

  /** Noise that was added to the picture for SmoothGrad, before it was scaled. */
  List<HostBuffer> noise() {
    return Arrays.stream(file.metadata().get("noise").split(",", -1))
        .map(name -> FormulaWeights.numbers(name, shape()))
        .toList();
  }

  /** Shape of the picture, {@code [1, 3, h, w]}. */
  Shape shape() {
    int[] dims = file.array("gradient").shape().stream().mapToInt(Math::toIntExact).toArray();
    return Shape.of(dims);
  }

  /** The numbers of a map. */
  double[] map(String name) {
    return file.array(name).toDoubles();
  }

  /** Number of places of a map. */
  int places(String name) {
    List<Long> shape = file.array(name).shape();
    return Math.toIntExact(shape.get(2) * shape.get(3));
  }
}
