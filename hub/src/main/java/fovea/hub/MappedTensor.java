package fovea.hub;

import fovea.graph.type.Shape;
import fovea.keras.mapping.Mapping;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import java.util.List;

/**
 * What becomes of a tensor of a file when it is loaded.
 *
 * @param from its name in the file; empty if the file has none
 * @param to the name of the parameter; empty if the network has none
 * @param shape of the tensor
 * @param outcome in words, such as {@code loaded} or {@code is missing}
 */
public record MappedTensor(String from, String to, String shape, String outcome) {

  static List<MappedTensor> of(StateMapping mapping) {
    return mapping.rows().stream().map(MappedTensor::of).toList();
  }

  /** Those of a model of Keras, whose tensors all find their place. */
  static List<MappedTensor> of(List<Mapping> mapping) {
    return mapping.stream()
        .map(row -> new MappedTensor(row.from(), row.to(), row.shape().toString(), row.change()))
        .toList();
  }

  /** Those of a graph, whose parameters are called as in its file. */
  static List<MappedTensor> loaded(Network network) {
    return Parameters.of(network).entrySet().stream()
        .map(
            entry ->
                new MappedTensor(
                    entry.getKey(), entry.getKey(), entry.getValue().shape().toString(), "loaded"))
        .toList();
  }

  private static MappedTensor of(StateMapping.Row row) {
    return switch (row) {
      case StateMapping.Matched(Source source) ->
          of(source, source.to(), source.transposed() ? "loaded, axes in another order" : "loaded");
      case StateMapping.Missing(String to, Shape shape) ->
          new MappedTensor("", to, shape.toString(), "is missing");
      case StateMapping.Unexpected(Source source) -> of(source, "", "is left over");
      case StateMapping.Mismatch(Source source, Shape expected) ->
          of(source, source.to(), "does not fit " + expected);
    };
  }

  private static MappedTensor of(Source source, String to, String outcome) {
    return new MappedTensor(source.from(), to, source.value().type().shape().toString(), outcome);
  }
}
