package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(CONVOLUTION, MultiplyAdds.of(forward, List.of(X, WEIGHT)));
    Op input = new Conv.InputGrad(WINDOW, 2, X.shape());
    assertEquals(CONVOLUTION, MultiplyAdds.of(input, List.of(Y, WEIGHT)));
    Op weight = new Conv.WeightGrad(WINDOW, 2, WEIGHT.shape(), true);
    assertEquals(CONVOLUTION, MultiplyAdds.of(weight, List.of(X, Y)));
  }

  @Test
  void aLinearLayerAndItsGradientsCostTheSame() {
    TensorType x = TensorType.f32(8, 5);
    TensorType weight = TensorType.f32(3, 5);
    TensorType y = TensorType.f32(8, 3);
    long products = 8 * 5 * 3;
    assertEquals(products, MultiplyAdds.of(new Dense.Linear(), List.of(x, weight)));
    assertEquals(products, MultiplyAdds.of(new Dense.LinearInputGrad(), List.of(y, weight)));
    assertEquals(products, MultiplyAdds.of(new Dense.LinearWeightGrad(false), List.of(x, y)));
  }

  @Test
  void productsOfMatricesMayBeTransposed() {
    TensorType a = TensorType.f32(7, 4, 5);
    TensorType b = TensorType.f32(7, 5, 3);
    long products = 7 * 4 * 5 * 3;
    assertEquals(products, MultiplyAdds.of(new Dense.MatMul(false, false), List.of(a, b)));
    TensorType turned = TensorType.f32(7, 3, 5);
    assertEquals(products, MultiplyAdds.of(new Dense.MatMul(false, true), List.of(a, turned)));
  }

  @Test
  void whatMemoryBoundsCountsNothing() {
    assertEquals(0, MultiplyAdds.of(new Binary.Mul(), List.of(X, X)));
  }
}
