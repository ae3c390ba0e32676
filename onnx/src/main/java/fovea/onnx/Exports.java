package fovea.onnx;

import fovea.graph.Binary;
import fovea.graph.Conv;
import fovea.graph.Custom;
import fovea.graph.CustomOp;
import fovea.graph.Dense;
import fovea.graph.Distribution;
import fovea.graph.FoveaException;
import fovea.graph.Loss;
import fovea.graph.Move;
import fovea.graph.Node;
import fovea.graph.Noise;
import fovea.graph.Norm;
import fovea.graph.Pool;
import fovea.graph.Reduce;
import fovea.graph.Select;
import fovea.graph.Source;
import fovea.graph.Unary;
import fovea.graph.UnaryGrad;
import fovea.graph.Update;
import fovea.graph.Upsample;

/** Says each op in ONNX's words, family by family. */
final class Exports {
  private Exports() {}

  /** Adds the nodes for {@code node} to {@code graph}. */
  static void write(Node node, ExportedGraph graph) {
    String name =
        switch (node.op()) {
          case Source op -> MoveExport.source(op, node, graph);
          case Move op -> MoveExport.move(op, node, graph);
          case Unary op -> PointwiseExport.unary(op, node, graph);
          case Binary op -> PointwiseExport.binary(op, node, graph);
          case Select _ -> PointwiseExport.select(node, graph);
          case Conv op -> WindowExport.convolution(op, node, graph);
          case Pool op -> WindowExport.pool(op, node, graph);
          case Upsample op -> WindowExport.upsample(op, node, graph);
          case Dense op -> DenseExport.dense(op, node, graph);
          case Norm op -> DenseExport.norm(op, node, graph);
          case Distribution op -> DenseExport.distribution(op, node, graph);
          case Reduce op -> DenseExport.reduce(op, node, graph);
          case Custom.Composed(var _, int count) -> graph.same(node, count);
          case Custom.Computed(CustomOp.InJava op) -> throw javaCode(op, node);
          case UnaryGrad _, Loss _, Noise _, Update _ -> throw declined(node);
        };
    graph.result(node, name);
  }

  private static FoveaException javaCode(CustomOp.InJava op, Node node) {
    return FoveaException.at(
        node.path(),
        op.name() + " is computed by Java code, which no ONNX file can hold",
        "write it in tensors (CustomOp.InTensors), or leave it out of the network");
  }

  /** An op of training, for which inference has no use and ONNX no word. */
  static FoveaException declined(Node node) {
    return FoveaException.at(
        node.path(),
        "ONNX has no operator for " + node.op().name(),
        "export the network as it is used, without losses and gradients");
  }
}
