package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Products of matrices. */
final class MatMulImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "Gemm", Operator.of(MatMulImport::gemm),
          "MatMul", Operator.of(call -> TracedValue.of(product(call.single(0), call.single(1)))));

  private MatMulImport() {}

  /** {@code alpha * a * b + beta * c}; a fully connected layer if nothing but b is transposed. */
  private static TracedValue gemm(NodeCall call) {
    Tensor a = call.single(0);
    Tensor b = call.single(1);
    if (a.shape().rank() != 2 || b.shape().rank() != 2) {
      throw FoveaException.here(
          "expected two matrices, found " + a.shape() + " and " + b.shape(),
          "get or export the model again");
    }
    double alpha = call.node().real("alpha", 1);
    double beta = call.node().real("beta", 1);
    Tensor x = call.node().whole("transA", 0) != 0 ? a.transpose(1, 0) : a;
    boolean weight = call.node().whole("transB", 0) != 0;
    int out = b.shape().dim(weight ? 0 : 1);
    boolean bias = call.has(2) && call.shape(2).equals(Shape.of(out));
    if (alpha == 1 && beta == 1 && weight && bias) {
      return TracedValue.of(x.linear(b, call.single(2)));
    }
    Tensor y = weight ? x.linear(b) : x.matmul(b);
    Tensor scaled = alpha == 1 ? y : y.mul(alpha);
    if (!call.has(2)) {
      return TracedValue.of(scaled);
    }
    Tensor c = call.single(2);
    return TracedValue.of(scaled.add(beta == 1 ? c : c.mul(beta)));
  }

  /** As NumPy's: vectors gain an axis for the time being, leading axes are broadcast. */
  private static Tensor product(Tensor a, Tensor b) {
    Tensor left = a.shape().rank() == 1 ? a.reshape(1, -1) : a;
    Tensor right = b.shape().rank() == 1 ? b.reshape(-1, 1) : b;
    int rank = Math.max(left.shape().rank(), right.shape().rank());
    if (left.shape().rank() < 2 || right.shape().rank() < 2) {
      throw FoveaException.here(
          "expected vectors or matrices, found " + a.shape() + " and " + b.shape(),
          "get or export the model again");
    }
    Shape lead = leading(left.shape()).broadcast(leading(right.shape()));
    Tensor y =
        rank > 2 && right.shape().rank() == 2
            ? flat(left, right)
            : spread(left, lead).matmul(spread(right, lead));
    return Shaping.reshaped(y, result(y.shape(), a.shape().rank() == 1, b.shape().rank() == 1));
  }

  /** One matrix for all leading axes: a single large product. */
  private static Tensor flat(Tensor left, Tensor right) {
    int inner = left.shape().dim(-1);
    Tensor y = left.reshape(-1, inner).matmul(right);
    return y.reshape(left.shape().with(-1, right.shape().dim(1)));
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  private static Tensor spread(Tensor x, Shape lead) {
    int[] dims = Arrays.copyOf(lead.dims(), lead.rank() + 2);
    dims[lead.rank()] = x.shape().dim(-2);
    dims[lead.rank() + 1] = x.shape().dim(-1);
    return x.broadcastTo(Shape.of(dims));
  }

  private static Shape result(Shape shape, boolean noRow, boolean noColumn) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(i -> !(noRow && i == shape.rank() - 2) && !(noColumn && i == shape.rank() - 1))
            .map(shape::dim)
            .toArray());
  }
}
