package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.Op;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  private static final TensorType X = TensorType.f32(2, 4, 9, 9);
  private static final TensorType WEIGHT = TensorType.f32(6, 2, 3, 3);
  private static final TensorType Y = TensorType.f32(2, 6, 5, 5);
  private static final Window WINDOW = Window.of(3).stride(2).padding(1);

  /** Each of 2 · 6 · 5 · 5 outputs is a sum of 2 · 3 · 3 products, those with padding included. */
  private static final long CONVOLUTION = 2 * 6 * 5 * 5 * 2 * 3 * 3;

  @Test
  void aConvolutionAndItsGradientsCostTheSame() {
    Op forward = new Conv.Conv2d(WINDOW, 2);
    assertEquals(CONVOLUTION, forward.multiplyAdds(List.of(X, WEIGHT)));
    Op input = new Conv.InputGrad(WINDOW, 2, X.shape());
    assertEquals(CONVOLUTION, input.multiplyAdds(List.of(Y, WEIGHT)));
    Op weight = new Conv.WeightGrad(WINDOW, 2, WEIGHT.shape(), true);
    assertEquals(CONVOLUTION, weight.multiplyAdds(List.of(X, Y)));
  }

  @Test
  void aLinearLayerAndItsGradientsCostTheSame() {
    TensorType x = TensorType.f32(8, 5);
    TensorType weight = TensorType.f32(3, 5);
    TensorType y = TensorType.f32(8, 3);
    long products = 8 * 5 * 3;
    assertEquals(products, new Dense.Linear().multiplyAdds(List.of(x, weight)));
    assertEquals(products, new Dense.LinearInputGrad().multiplyAdds(List.of(y, weight)));
    assertEquals(products, new Dense.LinearWeightGrad(false).multiplyAdds(List.of(x, y)));
  }

  @Test
  void productsOfMatricesMayBeTransposed() {
    TensorType a = TensorType.f32(7, 4, 5);
    TensorType b = TensorType.f32(7, 5, 3);
    long products = 7 * 4 * 5 * 3;
    assertEquals(products, new Dense.MatMul(false, false).multiplyAdds(List.of(a, b)));
    TensorType transposed = TensorType.f32(7, 3, 5);
    assertEquals(products, new Dense.MatMul(false, true).multiplyAdds(List.of(a, transposed)));
  }

  @Test
  void whatMemoryBoundsCountsNothing() {
    assertEquals(0, new Binary.Mul().multiplyAdds(List.of(X, X)));
  }
}
