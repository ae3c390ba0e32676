package fovea.onnx;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a model does last with the scores that it computes: makes probabilities of them, or takes
 * the largest. Whatever only moves numbers, such as a change of shape, may come after that.
 *
 * @param kind what it does
 * @param scores the model without that, with one output
 * @param bare the same without what only moves numbers, too
 */
public record OnnxEnding(Kind kind, OnnxModel scores, OnnxModel bare) {

  /** What scores become. */
  public enum Kind {
    /** Probabilities of classes, or their logarithms. */
    SOFTMAX,
    /** Probabilities of labels, or of one of two classes. */
    SIGMOID,
    /** The places of the largest. */
    LARGEST,
    /** Nothing. */
    NONE
  }

  /**
   * How a model ends. Several outputs count as one if all are made of the same scores.
   *
   * @throws FormatException if it has no output
   * @throws FoveaException if it has several, or one of whole numbers that come from no scores
   */
  public static OnnxEnding of(OnnxModel model) {
    List<OnnxValue> outputs = model.graph().outputs();
    if (outputs.isEmpty()) {
      throw new FormatException("graph", "expected an output, found none", "Export it again");
    }
    List<GraphEnd> ends =
        outputs.stream().map(output -> GraphEnd.of(model.graph(), output.name())).toList();
    if (ends.stream().map(GraphEnd::scores).distinct().count() > 1) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected a network with one output, found %d: %s",
              outputs.size(),
              outputs.stream()
                  .limit(10)
                  .map(value -> GraphCheck.quoted(value.name()))
                  .collect(Collectors.joining(", "))),
          "export it with one output, such as the scores of the classes");
    }
    GraphEnd end = ends.stream().min(GraphEnd.MOST_TELLING).orElseThrow();
    if (end.kind() == Kind.NONE && !outputs.getFirst().type().isReal()) {
      throw FoveaException.here(
          "the network gives whole numbers, not class scores",
          "export it so that it ends in scores, one for each class");
    }
    return new OnnxEnding(
        end.kind(),
        with(model, end.rewired(), end.output()),
        with(model, end.graph(), end.scores()));
  }

  private static OnnxModel with(OnnxModel model, OnnxGraph graph, String output) {
    var value = new OnnxValue(output, ArrayDType.F32, new OnnxShape.Unranked());
    return model.graph(
        new OnnxGraph(
            graph.name(), graph.nodes(), graph.initializers(), graph.inputs(), List.of(value)));
  }
}
