package fovea.onnx;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a graph does with its pictures until the first layer with weights. */
final class GraphEntry {
  /** What may stand before the first convolution without changing the number of channels. */
  private static final Set<String> PASSING =
      Set.of(
          "Identity",
          "Cast",
          "Mul",
          "Div",
          "Sub",
          "Add",
          "Clip",
          "Pad",
          "Resize",
          "Slice",
          "Transpose",
          "BatchNormalization",
          "Dropout",
          "Relu",
          "MaxPool",
          "AveragePool");

  /** What is looked at for the range of values: as much as scales pixels, or moves them. */
  private static final Set<String> SCALING =
      Set.of("Identity", "Cast", "Mul", "Div", "Sub", "Add", "Pad", "Resize", "Slice", "Transpose");

  /** Bytes that were scaled have at most this span; numbers that a network works with do. */
  private static final double WIDEST = 16;

  private static final double BYTE = 255;

  /** The mean of photos from 0 to 1 is not smaller. */
  private static final double LEAST_MEAN = 0.2;

  private final OnnxValue input;
  private final Map<String, NamedArray> constants = new HashMap<>();
  private OptionalInt channels = OptionalInt.empty();
  private OptionalInt height = OptionalInt.empty();
  private OptionalInt width = OptionalInt.empty();
  private boolean transposed;
  private boolean weighted;
  private Optional<Scaled> reached = Optional.empty();

  /**
   * What has become of the values of pixels.
   *
   * @param factor of all that was done
   * @param shift the largest number that was added or taken away, in the units of pixels
   */
  private record Scaled(double factor, double shift) {}

  private GraphEntry(OnnxGraph graph) {
    this.input = OnnxImport.picture(graph);
    graph.initializers().forEach(array -> constants.put(array.name(), array));
    Set<String> picture = new HashSet<>(Set.of(input.name()));
    Map<String, Scaled> scaled = new HashMap<>();
    scaled.put(input.name(), new Scaled(1, 0));
    for (OnnxNode node : used(graph)) {
      remember(node);
      Optional<String> read = node.inputs().stream().filter(picture::contains).findFirst();
      if (read.isPresent() && !weighted && !node.outputs().isEmpty()) {
        visit(node);
        String result = node.outputs().getFirst();
        if (PASSING.contains(node.operator())) {
          picture.add(result);
        }
        Scaled before = scaled.get(read.get());
        if (before != null && SCALING.contains(node.operator())) {
          scaled.put(result, scaled(node, before));
        } else if (before != null && !node.operator().equals("Shape") && reached.isEmpty()) {
          reached = Optional.of(before);
        }
      }
    }
  }

  private static List<OnnxNode> used(OnnxGraph graph) {
    return graph.outputs().isEmpty()
        ? List.of()
        : GraphCheck.between("", graph.outputs().getFirst().name(), graph);
  }

  /** Goes through {@code graph} from its picture on. */
  static GraphEntry of(OnnxGraph graph) {
    return new GraphEntry(graph);
  }

  private void remember(OnnxNode node) {
    if (node.operator().equals("Constant")) {
      for (String output : node.outputs()) {
        if (node.attributes().get("value") instanceof OnnxAttribute.Array(NamedArray value)) {
          constants.put(output, value);
        } else if (node.attributes().get("value_float")
            instanceof OnnxAttribute.Real(float value)) {
          constants.put(output, NamedArray.of(output, List.of(), value));
        }
      }
    }
  }

  private void visit(OnnxNode node) {
    switch (node.operator()) {
      case "Conv" -> convolution(node);
      case "BatchNormalization" -> constant(node, 1).ifPresent(this::perChannel);
      case "Transpose" -> transposed |= ChannelsLast.isToFirst(node);
      case "Resize" -> resize(node);
      default -> {}
    }
  }

  private void convolution(OnnxNode node) {
    weighted = true;
    constant(node, 1)
        .filter(weight -> weight.shape().size() == 4)
        .ifPresent(
            weight ->
                channels = small(weight.shape().get(1) * Math.max(1, node.whole("group", 1))));
  }

  private void perChannel(NamedArray scale) {
    if (channels.isEmpty() && scale.shape().size() == 1) {
      channels = small(scale.elements());
    }
  }

  private void resize(OnnxNode node) {
    constant(node, 3)
        .filter(sizes -> !sizes.type().isReal() && sizes.elements() >= 2 && sizes.elements() <= 4)
        .ifPresent(
            sizes -> {
              long[] wanted = sizes.toLongs();
              // Sizes are those of all axes, whose order is still the file's, or of two.
              int last =
                  wanted.length == 4 && !transposed && channelsLast(wanted) ? 3 : wanted.length;
              height = small(wanted[last - 2]);
              width = small(wanted[last - 1]);
            });
  }

  private static boolean channelsLast(long... sizes) {
    return sizes[3] <= 4 && sizes[1] > 4;
  }

  private Scaled scaled(OnnxNode node, Scaled before) {
    for (int i = 0; i < Math.min(2, node.inputs().size()); i++) {
      Optional<NamedArray> operand =
          constant(node, i).filter(array -> array.type().isReal() && array.elements() <= 16);
      if (operand.isPresent()) {
        double size = largest(operand.get());
        return switch (node.operator()) {
          case "Mul" -> new Scaled(before.factor * size, before.shift);
          case "Div" -> new Scaled(before.factor / (size == 0 ? 1 : size), before.shift);
          case "Sub", "Add" ->
              new Scaled(
                  before.factor,
                  Math.max(before.shift, before.factor == 0 ? 0 : size / before.factor));
          default -> before;
        };
      }
    }
    return before;
  }

  private static double largest(NamedArray array) {
    double largest = 0;
    for (double value : array.toDoubles()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private Optional<NamedArray> constant(OnnxNode node, int index) {
    return node.hasInput(index)
        ? Optional.ofNullable(constants.get(node.inputs().get(index)))
        : Optional.empty();
  }

  private static OptionalInt small(long size) {
    return size >= 1 && size <= 1 << 16 ? OptionalInt.of((int) size) : OptionalInt.empty();
  }

  /** The picture, as the file declares it. */
  OnnxValue input() {
    return input;
  }

  /** What the first convolution or norm takes. */
  OptionalInt channels() {
    return channels;
  }

  /** To what the graph resizes. */
  OptionalInt height() {
    return height;
  }

  /** To what the graph resizes. */
  OptionalInt width() {
    return width;
  }

  /** Whether the graph brings {@code [n, h, w, c]} to {@code [n, c, h, w]}. */
  boolean transposed() {
    return transposed;
  }

  /**
   * The values that the graph wants: from 0 to 255, if it makes them small or takes so much from
   * them that no smaller ones can be meant.
   */
  PixelRange range() {
    double factor = reached.map(Scaled::factor).orElse(1.0);
    double shift = reached.map(Scaled::shift).orElse(0.0);
    boolean bytes = input.type() == ArrayDType.U8;
    if (bytes || (factor < 1 && BYTE * factor <= WIDEST) || (factor == 1 && shift > WIDEST)) {
      return PixelRange.BYTES;
    }
    boolean unit = factor > 1 || (factor == 1 && shift >= LEAST_MEAN && shift <= 1);
    return unit ? PixelRange.UNIT : PixelRange.OPEN;
  }
}
