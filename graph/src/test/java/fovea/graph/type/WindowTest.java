package fovea.graph.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.Tensor;
import fovea.graph.op.Pool;
import fovea.graph.type.Window.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  @ParameterizedTest
  @CsvSource({
    "227, 11, 4, 0, 1, 55", // AlexNet's first layer
    "224, 7, 2, 3, 1, 112", // ResNet's
    "28, 5, 1, 2, 1, 28", // LeNet's
    "7, 3, 1, 0, 3, 1",
    "6, 3, 1, 0, 3, 0"
  })
  void outputSize(int size, int kernel, int stride, int padding, int dilation, int expected) {
    Window window = Window.of(kernel).stride(stride).padding(padding).dilation(dilation);
    assertEquals(expected, window.outHeight(size));
    assertEquals(expected, window.outWidth(size));
  }

  @Test
  void axesAreIndependent() {
    Window window = Window.of(3, 2).stride(2, 1).padding(1, 0).dilation(1, 3);
    assertEquals(6, window.outHeight(11));
    assertEquals(4, window.outWidth(7));
  }

  @Test
  void samePaddingGivesTheOddPixelToTheEnd() {
    assertEquals(new Padding(1, 1, 1, 1), Window.of(3).same(8, 8).padding());
    assertEquals(new Padding(0, 0, 1, 1), Window.of(3).stride(2).same(8, 8).padding());
    assertEquals(new Padding(1, 0, 2, 1), Window.of(4, 2).same(5, 5).padding());
    assertEquals(Padding.NONE, Window.of(1).stride(2).same(7, 7).padding());
  }

  @ParameterizedTest
  @CsvSource({"7, 3, 2, 1", "8, 3, 2, 1", "9, 5, 3, 2", "4, 4, 4, 1", "1, 3, 1, 1"})
  void samePaddingDividesTheSizeByTheStride(int size, int kernel, int stride, int dilation) {
    Window window = Window.of(kernel).stride(stride).dilation(dilation).same(size, size);
    assertEquals(Math.ceilDiv(size, stride), window.outHeight(size));
  }

  @Test
  void partialWindowsCountWhereTheyStartInside() {
    assertEquals(4, pooled(9, 3, 2, 0, true));
    assertEquals(4, pooled(9, 3, 2, 0, false));
    assertEquals(5, pooled(10, 3, 2, 0, true));
    assertEquals(4, pooled(10, 3, 2, 0, false));
    // The window after the last would start in the padding at the end.
    assertEquals(2, pooled(2, 2, 2, 1, true));
    assertEquals(2, pooled(3, 2, 2, 1, true));
  }

  private static int pooled(int size, int kernel, int stride, int padding, boolean ceil) {
    Window window = Window.of(kernel).stride(stride).padding(padding);
    Tensor x = Tensor.full(TensorType.f32(1, 1, size, size), 0);
    return x.maxPool(new Pool.Pooling(window, ceil)).shape().dim(2);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThrows(FoveaException.class, () -> Window.of(0));
    assertThrows(FoveaException.class, () -> Window.of(3).stride(0));
    assertThrows(FoveaException.class, () -> Window.of(3).dilation(0));
    assertThrows(FoveaException.class, () -> Window.of(3).padding(-1));
  }

  @Test
  void textNamesWhatIsNotUsual() {
    assertEquals("3x3", Window.of(3).toString());
    assertEquals("3x3 s2 p1", Window.of(3).stride(2).padding(1).toString());
    assertEquals("3x2 s2x1 p0,0,1,1 d2", odd().toString());
  }

  private static Window odd() {
    return Window.of(3, 2).stride(2, 1).padding(new Padding(0, 0, 1, 1)).dilation(2);
  }
}
