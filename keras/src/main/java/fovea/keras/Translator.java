package fovea.keras;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.config.ModelConfig;
import fovea.keras.config.ModelConfig.Layer;
import fovea.keras.config.ModelConfig.Use;
import fovea.keras.layer.GraphBuilder;
import fovea.keras.layer.LayerCall;
import fovea.keras.layer.Layers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a model of Keras into a graph of ONNX's operators, layer by layer. */
final class Translator {
  private static final long OPERATORS = 20;
  private static final int DEEPEST = 16;

  private final GraphBuilder graph = new GraphBuilder();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final boolean channelsFirst;

  private Translator(boolean channelsFirst) {
    this.channelsFirst = channelsFirst;
  }

  /**
   * Translates the model of {@code file}.
   *
   * @throws FormatException if it has a layer without a translation, or weights that do not fit
   */
  static KerasModel.Graph translate(KerasFile file) {
    try {
      return whole(file);
    } catch (ArithmeticException e) {
      throw ModelConfig.error("sizes that fit 32 bits", "larger ones");
    }
  }

  private static KerasModel.Graph whole(KerasFile file) {
    ModelConfig model = ModelConfig.of(file.model());
    var translator = new Translator(DataFormat.isFirst(model));
    List<Feature> outputs =
        translator.model(model, WeightSource.of(file, model.types()), new Nesting("", 0));
    return translator.finish(outputs, file);
  }

  /** Where a model is: the names around it, and how many. */
  private record Nesting(String path, int depth) {
    Nesting into(String model) {
      return new Nesting(path + model + ".", depth + 1);
    }
  }

  private List<Feature> model(ModelConfig model, WeightSource weights, Nesting nesting) {
    Map<Use, Feature> values = new HashMap<>();
    for (Layer layer : model.layers()) {
      if (layer.isInput()) {
        values.put(new Use(layer.name(), 0), input(layer));
      }
    }
    return apply(model, weights, nesting, values);
  }

  /** Applies a model to values, which stand for its inputs. */
  private List<Feature> apply(
      ModelConfig model, WeightSource weights, Nesting nesting, Map<Use, Feature> values) {
    List<LayerStep> steps = LayerStep.inOrder(model, values.keySet());
    for (LayerStep step : steps) {
      List<Feature> arguments = step.arguments().stream().map(use -> known(values, use)).toList();
      values.put(step.result(), layer(step.layer(), arguments, weights, nesting));
    }
    return model.outputs().stream().map(use -> known(values, use)).toList();
  }

  private static Feature known(Map<Use, Feature> values, Use use) {
    Feature value = values.get(use);
    if (value == null) {
      throw ModelConfig.error("layers that follow from the inputs", "no " + use.layer());
    }
    return value;
  }

  private Feature layer(
      Layer layer, List<Feature> arguments, WeightSource weights, Nesting nesting) {
    if (layer.isModel()) {
      return nested(layer, arguments, weights, nesting);
    }
    LayerCall call =
        new LayerCall(
            nesting.path + layer.name(),
            layer.type(),
            layer.config(),
            arguments,
            weights.of(layer.name()),
            graph,
            channelsFirst);
    return Layers.translate(call);
  }

  private Feature nested(
      Layer layer, List<Feature> arguments, WeightSource weights, Nesting nesting) {
    ModelConfig model = ModelConfig.of(layer.type(), layer.settings());
    boolean fits = arguments.size() == model.inputs().size() && model.outputs().size() == 1;
    if (!fits || nesting.depth >= DEEPEST) {
      throw layer.config().unsupported("a model with several outputs, or models without end");
    }
    Map<Use, Feature> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      values.put(model.inputs().get(i), arguments.get(i));
    }
    WeightSource inner = weights.within(layer.name(), model.types());
    return apply(model, inner, nesting.into(layer.name()), values).getFirst();
  }

  private Feature input(Layer layer) {
    Config config = layer.config();
    List<Integer> shape =
        config
            .sizes("batch_input_shape")
            .or(() -> config.sizes("batch_shape"))
            .orElseThrow(() -> config.unsupported("an input of unknown shape"));
    if (shape.size() != 2 && shape.size() != 4) {
      throw config.unsupported("an input of " + shape.size() + " dimensions");
    }
    List<Integer> sizes = new ArrayList<>(shape.subList(1, shape.size()));
    if (sizes.size() == 3 && channelsFirst) {
      sizes.add(sizes.removeFirst());
    }
    if (sizes.getLast() < 1) {
      throw config.unsupported("an input with any number of channels");
    }
    String name = graph.name(layer.name());
    List<OnnxDimension> declared = new ArrayList<>();
    declared.add(new OnnxDimension.Free("n"));
    declared.add(new OnnxDimension.Fixed(sizes.getLast()));
    for (int size : sizes.subList(0, sizes.size() - 1)) {
      declared.add(
          size == Feature.UNKNOWN ? new OnnxDimension.Free("") : new OnnxDimension.Fixed(size));
    }
    inputs.add(new OnnxValue(name, ArrayDType.F32, new OnnxShape.Ranked(declared)));
    return new Feature(name, sizes);
  }

  private KerasModel.Graph finish(List<Feature> outputs, KerasFile file) {
    List<OnnxValue> results = new ArrayList<>();
    for (Feature output : outputs) {
      String value = withoutSoftmax(graph.settled(output).value());
      results.add(new OnnxValue(value, ArrayDType.F32, new OnnxShape.Unranked()));
    }
    if (file.optimizer()) {
      graph.note("the state of the optimizer is left aside");
    }
    List<NamedArray> weights = graph.weights();
    OnnxGraph whole = new OnnxGraph("keras", graph.nodes(), weights, inputs, results);
    return new KerasModel.Graph(OnnxModel.of(whole, OPERATORS), graph.mapping(), graph.notes());
  }

  /** Networks end in logits here: losses and predictions apply softmax themselves. */
  private String withoutSoftmax(String output) {
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("Softmax") && node.outputs().getFirst().equals(output)) {
        graph.nodes().remove(node);
        graph.note(
            "the last softmax is left out: the network gives logits, and what uses them applies"
                + " softmax");
        return node.inputs().getFirst();
      }
    }
    return output;
  }
}
