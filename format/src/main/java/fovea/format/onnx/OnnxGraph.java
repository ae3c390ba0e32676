package fovea.format.onnx;

import fovea.format.NamedArray;
import java.util.List;

/**
 * A computation: nodes that follow each other by the names of their values.
 *
 * @param name for people
 * @param nodes each after those whose outputs it needs
 * @param initializers constants and weights by name
 * @param inputs what is given from outside; older files list initializers here too
 * @param outputs what comes out
 */
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<NamedArray> initializers,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs) {

  /** Copies the lists. */
  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
