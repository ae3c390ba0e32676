package fovea.onnx.export;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Node;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Custom;
import fovea.graph.op.CustomOp;
import fovea.graph.op.Dense;
import fovea.graph.op.Distribution;
import fovea.graph.op.Loss;
import fovea.graph.op.Move;
import fovea.graph.op.Noise;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.op.Source;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.op.Update;
import fovea.graph.op.Upsample;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.onnx.operator.HostArithmetic;
import java.util.List;

/** Says each op in ONNX's words: a case for each. */
final class Exports {
  private Exports() {}

  /** Adds the nodes for {@code node} to {@code graph}. */
  static void write(Node node, ExportedGraph graph) {
    String name =
        switch (node.op()) {
          case Source.Argument(int index, var _) -> graph.input(index);
          case Source.Given(HostBuffer buffer) -> graph.constant(node, buffer);
          case Source.Full full -> MoveExport.full(full, node, graph);
          case Source.Stored(var variable, long _) -> graph.initializer(variable);

          case Unary.Relu _ -> graph.apply(node, "Relu");
          case Unary.LeakyRelu(double slope) -> withAlpha("LeakyRelu", slope, node, graph);
          case Unary.Clamp(double low, double high) -> PointwiseExport.clip(low, high, node, graph);
          case Unary.Elu(double alpha) -> withAlpha("Elu", alpha, node, graph);
          case Unary.Gelu _ -> PointwiseExport.gelu(node, graph);
          case Unary.Silu _ -> PointwiseExport.silu(node, graph);
          case Unary.Mish _ -> PointwiseExport.mish(node, graph);
          case Unary.Hardswish _ -> graph.apply(node, "HardSwish");
          case Unary.HardSigmoid(double slope, double shift) ->
              graph.add(
                  node,
                  graph
                      .applied(node, "HardSigmoid")
                      .with("alpha", OnnxAttribute.of(slope))
                      .with("beta", OnnxAttribute.of(shift)));
          case Unary.Softplus _ -> graph.apply(node, "Softplus");
          case Unary.Sigmoid _ -> graph.apply(node, "Sigmoid");
          case Unary.Tanh _ -> graph.apply(node, "Tanh");
          case Unary.Exp _ -> graph.apply(node, "Exp");
          case Unary.Log _ -> graph.apply(node, "Log");
          case Unary.Sqrt _ -> graph.apply(node, "Sqrt");
          case Unary.Abs _ -> graph.apply(node, "Abs");
          case Unary.Erf _ -> graph.apply(node, "Erf");
          case Unary.Affine(double scale, double shift) ->
              PointwiseExport.affine(scale, shift, node, graph);

          case Binary.Add _ -> graph.apply(node, "Add");
          case Binary.Sub _ -> graph.apply(node, "Sub");
          case Binary.Mul _ -> graph.apply(node, "Mul");
          case Binary.Div _ -> graph.apply(node, "Div");
          case Binary.Pow _ -> graph.apply(node, "Pow");
          case Binary.Maximum _ -> graph.apply(node, "Max");
          case Binary.Minimum _ -> graph.apply(node, "Min");
          case Binary.Greater _ -> PointwiseExport.comparison("Greater", node, graph);
          case Binary.Equal _ -> PointwiseExport.comparison("Equal", node, graph);
          case Select _ -> PointwiseExport.select(node, graph);

          case Conv.Conv2d(Window window, int groups) ->
              WindowExport.convolution(window, groups, node, graph);
          case Conv.InputGrad transposed -> WindowExport.transposed(transposed, node, graph);
          case Pool.Max(Pool.Pooling pooling) -> WindowExport.maximum(pooling, node, graph);
          case Pool.Average(Pool.Pooling pooling, boolean count) ->
              WindowExport.average(pooling, count, node, graph);
          case Pool.AdaptiveAverage(int height, int width) ->
              WindowExport.adaptive(height, width, node, graph);
          case Pool.MaxPick _ ->
              throw FoveaException.at(
                  node.path(),
                  "the result depends on where the maxima of a pool are, which is not exported",
                  "export the network without the places of maxima");
          case Upsample.Bilinear(int _, int _, boolean corners) -> resize(corners, node, graph);

          case Dense.Linear _ -> DenseExport.linear(node, graph);
          case Dense.LinearInputGrad _ -> graph.apply(node, "MatMul");
          case Dense.MatMul product -> DenseExport.product(product, node, graph);
          case Norm.BatchNorm(double epsilon) -> DenseExport.byBatch(epsilon, node, graph);
          case Norm.BatchNormInference(double epsilon) ->
              DenseExport.byRunningStatistics(epsilon, node, graph);
          case Norm.LocalResponse local -> DenseExport.localResponse(local, node, graph);
          case Distribution.Softmax(int axis) -> withAxis("Softmax", axis, node, graph);
          case Distribution.LogSoftmax(int axis) -> withAxis("LogSoftmax", axis, node, graph);
          case Reduce.Sum sum -> DenseExport.sum(sum, node, graph);
          case Reduce.Maximum(var axes, boolean keep) ->
              DenseExport.maximum(axes, keep, node, graph);
          case Reduce.ArgMax(int axis) -> DenseExport.argMax(axis, node, graph);

          case Move.Reshape(Shape shape) -> MoveExport.reshape(shape, node, graph);
          case Move.Transpose(List<Integer> order) -> MoveExport.transpose(order, node, graph);
          case Move.Slice slice -> MoveExport.slice(slice, node, graph);
          case Move.Concat(int axis) -> withAxis("Concat", axis, node, graph);
          case Move.Pad pad -> MoveExport.pad(pad, node, graph);
          case Move.Broadcast _ -> MoveExport.expand(node, graph);
          case Move.Gather(int axis) -> withAxis("Gather", axis, node, graph);
          case Move.Cast(DType dtype) -> MoveExport.cast(dtype, node, graph);

          case Custom.Composed(var _, int count) -> graph.same(node, count);
          case Custom.Computed(CustomOp.InJava op) -> throw javaCode(op, node);

          case UnaryGrad _,
              Conv.WeightGrad _,
              Pool.MaxGrad _,
              Pool.AverageGrad _,
              Pool.AdaptiveAverageGrad _,
              Upsample.BilinearGrad _,
              Dense.LinearWeightGrad _,
              Norm.BatchNormGrad _,
              Norm.LocalResponseGrad _,
              Distribution.SoftmaxGrad _,
              Distribution.LogSoftmaxGrad _,
              Move.SliceGrad _,
              Move.GatherGrad _,
              Loss _,
              Noise _,
              Update _ ->
              throw ofTraining(node);
        };
    graph.result(node, name);
  }

  private static String withAlpha(String operator, double alpha, Node node, ExportedGraph graph) {
    return graph.add(node, graph.applied(node, operator).with("alpha", OnnxAttribute.of(alpha)));
  }

  private static String withAxis(String operator, int axis, Node node, ExportedGraph graph) {
    long index = node.input(0).shape().axis(axis);
    return graph.add(node, graph.applied(node, operator).with("axis", OnnxAttribute.of(index)));
  }

  private static String resize(boolean alignCorners, Node node, ExportedGraph graph) {
    Shape x = node.input(0).shape();
    Shape y = node.output().shape();
    double[] scales = {1, 1, scale(x.dim(2), y.dim(2)), scale(x.dim(3), y.dim(3))};
    String factors = graph.constant(node, HostArithmetic.of(DType.F32, Shape.of(4), scales).data());
    String mode = alignCorners ? "align_corners" : "half_pixel";
    return graph.add(
        node,
        OnnxNode.of("Resize", List.of(graph.value(node.input(0)), "", factors), "")
            .with("mode", OnnxAttribute.of("linear"))
            .with("coordinate_transformation_mode", OnnxAttribute.of(mode)));
  }

  /** A factor of 32 bits that leads from one size to the other, rounded down as ONNX does. */
  private static double scale(int size, int target) {
    float scale = (float) target / size;
    while ((long) Math.floor((double) scale * size) < target) {
      scale = Math.nextUp(scale);
    }
    return scale;
  }

  private static FoveaException javaCode(CustomOp.InJava op, Node node) {
    return FoveaException.at(
        node.path(),
        op.name() + " is computed by Java code, which no ONNX file can hold",
        "write it in tensors (CustomOp.InTensors), or leave it out of the network");
  }

  /** An op of training, for which inference has no use and ONNX no word. */
  private static FoveaException ofTraining(Node node) {
    return FoveaException.at(
        node.path(),
        "ONNX has no operator for " + node.op().name(),
        "export the network as it is used, without losses and gradients");
  }
}
