package fovea.keras.layer;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.ChannelsFirst;
import fovea.keras.config.Feature.Done;
import fovea.keras.config.Feature.Unpadded;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;
import fovea.keras.config.ModelConfig;
import fovea.keras.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes and weights of a graph in the making, and where the weights came from. */
public final class GraphBuilder {
  private static final int MOST_NODES = 100_000;

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final LinkedHashMap<String, NamedArray> weights = new LinkedHashMap<>();
  private final List<Mapping> mapping = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Integer> values = new HashMap<>();

  public List<OnnxNode> nodes() {
    return nodes;
  }

  public List<NamedArray> weights() {
    return List.copyOf(weights.values());
  }

  public List<Mapping> mapping() {
    return mapping;
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Says in the report what is not as in the file. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** A name for a value that no other has. */
  public String name(String wanted) {
    String name = wanted;
    while (values.putIfAbsent(name, 1) != null) {
      name = wanted + "_" + (values.merge(wanted, 1, Integer::sum) - 1);
    }
    return name;
  }

  /**
   * Adds a node.
   *
   * @throws FormatException if there are more than any model has; models in models, used again and
   *     again, could go on for ever
   */
  void add(OnnxNode node) {
    if (nodes.size() == MOST_NODES) {
      throw ModelConfig.error("at most " + MOST_NODES + " nodes", "more");
    }
    nodes.add(node);
  }

  /** Adds a node of one input, whose output gets a name like {@code wanted}. */
  String apply(String operator, String input, String wanted) {
    OnnxNode node = OnnxNode.of(operator, List.of(input), name(wanted));
    add(node);
    return node.outputs().getFirst();
  }

  /**
   * Adds a weight, unless another use of the layer has done so.
   *
   * @param from what the report calls the array in the file; empty if it comes from nowhere
   * @param change how it differs from that
   * @return {@code name}
   */
  String weight(String name, String from, NamedArray array, String change) {
    NamedArray named = new NamedArray(name, array.type(), array.shape(), array.data());
    if (weights.put(name, named) == null && !from.isEmpty()) {
      mapping.add(new Mapping(from, name, array.shape(), change));
    }
    return name;
  }

  /** Adds numbers that are no weights. */
  String constant(String wanted, NamedArray array) {
    String name = name(wanted);
    NamedArray named = new NamedArray(name, array.type(), array.shape(), array.data());
    OnnxNode node = OnnxNode.of("Constant", List.of(), name);
    add(node.with("value", OnnxAttribute.of(named)));
    return name;
  }

  /** The value as Keras has it, with nothing left to do. */
  public Feature settled(Feature feature) {
    return switch (feature.state()) {
      case Done _ -> feature;
      case Unpadded(Margins margins) -> feature.value(padded(feature, margins)).state(new Done());
      case ChannelsFirst(HeightWidth size, int channels) ->
          feature.value(channelsLast(feature, size, channels)).state(new Done());
    };
  }

  private String padded(Feature feature, Margins margins) {
    String pads =
        constant(
            feature.value() + "/pads",
            NamedArray.of(
                "",
                List.of(8L),
                new long[] {
                  0, 0, margins.top(), margins.left(), 0, 0, margins.bottom(), margins.right()
                }));
    OnnxNode pad =
        OnnxNode.of("Pad", List.of(feature.value(), pads), name(feature.value() + "/padded"));
    add(pad);
    return pad.outputs().getFirst();
  }

  private String channelsLast(Feature feature, HeightWidth size, int channels) {
    String picture =
        reshape(feature.value(), feature.value(), -1, channels, size.height(), size.width());
    return apply("Flatten", transpose(picture, 0, 2, 3, 1), feature.value() + "/flat");
  }

  /** Adds a change of shape; -1 is the batch. */
  String reshape(String input, String wanted, long... shape) {
    String sizes =
        constant(wanted + "/shape", NamedArray.of("", List.of((long) shape.length), shape));
    OnnxNode node = OnnxNode.of("Reshape", List.of(input, sizes), name(wanted + "/reshaped"));
    add(node);
    return node.outputs().getFirst();
  }

  /** Adds an exchange of axes. */
  String transpose(String input, long... axes) {
    OnnxNode node = OnnxNode.of("Transpose", List.of(input), name(input + "/transposed"));
    add(node.with("perm", OnnxAttribute.of(axes)));
    return node.outputs().getFirst();
  }
}
