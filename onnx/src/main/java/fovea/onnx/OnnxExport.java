package fovea.onnx;

import fovea.format.onnx.OnnxModel;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Network;
import fovea.onnx.export.ExportedGraph;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Any network as an ONNX model for inference, in operator set 17: traced once, then said in ONNX's
 * words, with several nodes where ONNX has no operator for an op. Parameters keep their names, and
 * the batch size stays open unless the network computes with it. The same network always gives the
 * same bytes.
 */
public final class OnnxExport {
  private static final String INPUT = "input";

  private OnnxExport() {}

  /**
   * Exports a network of several inputs or outputs, which keep their names.
   *
   * @param inputs the types of a batch by name, such as {@code [1, 3, 224, 224]}
   * @throws FoveaException if the network does not take such inputs, or has an op that ONNX has no
   *     words for
   */
  public static OnnxModel of(Network network, SequencedMap<String, TensorType> inputs) {
    return new ExportedGraph(network, inputs).model();
  }

  /**
   * Exports a network for inputs of the given type, such as {@code [1, 3, 224, 224]}.
   *
   * @throws FoveaException if the network does not take such inputs, or has an op that ONNX has no
   *     words for
   */
  public static OnnxModel of(Layer network, TensorType input) {
    return of(network, input, new LinkedHashMap<>());
  }

  /**
   * Exports a trained network for its pictures, with its card as metadata: architecture, classes
   * and preprocessing, which {@link CardMetadata#read} finds again.
   *
   * @throws FoveaException as {@link #of(Layer, TensorType)}
   */
  public static OnnxModel of(Layer network, ModelCard card) {
    return of(network, card.preprocessing().input().batch(1), CardMetadata.of(card));
  }

  /**
   * Exports a network with {@code metadata}.
   *
   * @throws FoveaException as {@link #of(Layer, TensorType)}
   */
  public static OnnxModel of(
      Layer network, TensorType input, SequencedMap<String, String> metadata) {
    SequencedMap<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put(INPUT, input);
    return new ExportedGraph(network, inputs).model().metadata(metadata);
  }
}
