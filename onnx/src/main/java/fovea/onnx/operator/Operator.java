package fovea.onnx.operator;

import java.util.List;

/** What an operator of ONNX means. */
@FunctionalInterface
public interface Operator {

  /**
   * The results of a node, in the order of its outputs; those that nothing computes may be left
   * out.
   *
   * @throws fovea.graph.type.FoveaException if its inputs do not fit
   * @throws fovea.format.FormatException if an attribute is of the wrong kind
   */
  List<TracedValue> apply(NodeCall call);

  /** An operator with one result. */
  @FunctionalInterface
  interface Single {
    /** The result. */
    TracedValue apply(NodeCall call);
  }

  /** As an operator with a list of one result. */
  static Operator of(Single single) {
    return call -> List.of(single.apply(call));
  }
}
