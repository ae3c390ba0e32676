package fovea.hub;

import fovea.graph.type.Shape;
import fovea.keras.mapping.Mapping;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.WeightFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of a tensor of a file when it is loaded.
 *
 * @param from its name in the file; empty if the file has none
 * @param to the name of the parameter; empty if the network has none
 * @param shape of the tensor
 * @param loaded whether the network takes its values
 * @param outcome in words, such as {@code loaded} or {@code is missing}
 */
public record MappedTensor(String from, String to, String shape, boolean loaded, String outcome) {

  /** A tensor that is loaded, in words. */
  MappedTensor(String from, String to, String shape, String outcome) {
    this(from, to, shape, true, outcome);
  }

  /** Those of weights of which a network takes what {@code fit} says. */
  static List<MappedTensor> of(Pretrained pretrained, WeightFit fit) {
    WeightFile weights = pretrained.weights();
    List<String> left = fit.untrained(pretrained);
    Stream<MappedTensor> rows =
        pretrained.mapping().rows().stream()
            .map(MappedTensor::of)
            .map(row -> row.loaded() && left.contains(row.to()) ? row.leftOut() : row);
    Stream<MappedTensor> beside =
        weights.beside().stream().map(name -> new MappedTensor(name, "", "", false, "is left out"));
    return Stream.concat(rows, beside).toList();
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

  private MappedTensor leftOut() {
    return new MappedTensor(from, to, shape, false, "is left out, its layer is made anew");
  }

  private static MappedTensor of(StateMapping.Row row) {
    return switch (row) {
      case StateMapping.Matched(Source source) ->
          of(source, source.to(), source.transposed() ? "loaded, axes in another order" : "loaded");
      case StateMapping.Missing(String to, Shape shape) ->
          new MappedTensor("", to, shape.toString(), false, "is missing");
      case StateMapping.Unexpected(Source source) -> notLoaded(source, "", "is left over");
      case StateMapping.Mismatch(Source source, Shape expected) ->
          notLoaded(source, source.to(), "does not fit " + expected);
    };
  }

  private static MappedTensor of(Source source, String to, String outcome) {
    return new MappedTensor(source.from(), to, source.value().type().shape().toString(), outcome);
  }

  private static MappedTensor notLoaded(Source source, String to, String outcome) {
    String shape = source.value().type().shape().toString();
    return new MappedTensor(source.from(), to, shape, false, outcome);
  }
}
