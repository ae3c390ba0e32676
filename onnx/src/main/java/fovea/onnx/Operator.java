package fovea.onnx;

import java.util.List;

/** What an operator of ONNX means. */
@FunctionalInterface
interface Operator {

  /**
   * The results of a node, in the order of its outputs; those that nothing computes may be left
   * out.
   *
   * @throws fovea.graph.FoveaException if its inputs do not fit
   * @throws fovea.format.FormatException if an attribute is of the wrong kind
   */
  List<Value> apply(Call call);

  /** An operator with one result. */
  @FunctionalInterface
  interface Single {
    /** The result. */
    Value apply(Call call);
  }

  /** As an operator with a list of one result. */
  static Operator of(Single single) {
    return call -> List.of(single.apply(call));
  }
}
