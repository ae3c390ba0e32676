package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Mistakes show when the graph is made, with the layer, what was found and what to do. */
class ErrorsTest {
  private static Tensor zeros(int... dims) {
    return Tensor.full(TensorType.f32(dims), 0);
  }

  private static void assertRefused(String expected, Supplier<Tensor> body) {
    FoveaException refused =
        assertThrows(FoveaException.class, () -> Scope.within("layer1.0.conv1", body));
    assertEquals("layer1.0.conv1: " + expected, refused.getMessage());
  }

  @Test
  void convolution() {
    Tensor weight = zeros(8, 3, 3, 3);
    assertRefused(
        "conv2d: expects an input with 3 channels, found [1, 4, 9, 9]; change the layer's input"
            + " channels or the input",
        () -> zeros(1, 4, 9, 9).conv2d(weight, Window.of(3), 1));
    assertRefused(
        "conv2d expects an input with 4 axes [n, c, h, w], found [3, 9, 9]; add the batch axis:"
            + " x.reshape(1, 3, 9, 9)",
        () -> zeros(3, 9, 9).conv2d(weight, Window.of(3), 1));
    assertRefused(
        "conv2d: window 3x3 s2 is larger than the input [1, 3, 2, 9]; use a larger picture, more"
            + " padding or fewer strides before",
        () -> zeros(1, 3, 2, 9).conv2d(weight, Window.of(3).stride(2), 1));
    assertRefused(
        "conv2d: 8 output channels do not divide into 3 groups; use a multiple of the groups",
        () -> zeros(1, 9, 9, 9).conv2d(weight, Window.of(3), 3));
    assertRefused(
        "conv2d expects a bias of shape [8], found [3]; pass a tensor of that shape",
        () -> zeros(1, 3, 9, 9).conv2d(weight, zeros(3), Window.of(3), 1));
  }

  @Test
  void pooling() {
    assertRefused(
        "maxPool: padding 2 is more than half of the window; use a smaller padding",
        () -> zeros(1, 1, 9, 9).maxPool(Window.of(3).padding(2)));
    assertRefused(
        "averagePool: window 7x7 is larger than the input [1, 1, 6, 9]; use a larger picture or"
            + " fewer pooling layers",
        () -> zeros(1, 1, 6, 9).averagePool(Window.of(7)));
  }

  @Test
  void dense() {
    assertRefused(
        "linear: expects 400 features, found [1, 256]; change the layer's input features or the"
            + " picture size",
        () -> zeros(1, 256).linear(zeros(120, 400)));
    assertRefused(
        "linear: expects 400 features, found [1, 16, 5, 5]; flatten it first: x.flatten(1)",
        () -> zeros(1, 16, 5, 5).linear(zeros(120, 400)));
    assertRefused(
        "matMul: inner sizes of [2, 3] and [4, 5] differ; transpose one or change a layer's size",
        () -> zeros(2, 3).matmul(zeros(4, 5)));
  }

  @Test
  void elementTypes() {
    assertRefused(
        "add mixes f32 and f64; cast one of them", () -> zeros(2).add(zeros(2).cast(DType.F64)));
    assertRefused(
        "relu needs floating-point elements, found u8; cast it first",
        () -> zeros(2).cast(DType.U8).relu());
    assertRefused(
        "crossEntropy: labels are f32; pass class indices as i32",
        () -> zeros(2, 10).crossEntropy(zeros(2)));
  }

  @Test
  void moving() {
    assertRefused(
        "reshape: [2, 3] does not have the 8 elements of [2, 4]; choose sizes with an equal"
            + " product",
        () -> zeros(2, 3).reshape(2, 4));
    assertRefused(
        "slice: range 1..5 step 1 is not in axis 1 of [2, 3]; stay within the axis",
        () -> zeros(2, 3).slice(1, 1, 5));
    assertRefused(
        "concat: cannot join [2, 3] and [3, 3] along axis 1; make the other sizes equal",
        () -> Tensor.concat(1, java.util.List.of(zeros(2, 3), zeros(3, 3))));
    assertRefused(
        "maxout of 8 channels in pieces of 3; use a number of channels that is a multiple of the"
            + " pieces",
        () -> zeros(1, 8).maxout(3));
  }

  @Test
  void valuesThatOnlyARunSees() {
    Tensor labels = Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 1, 10));
    Tensor loss = zeros(2, 10).crossEntropy(labels);
    FoveaException refused =
        assertThrows(FoveaException.class, () -> Device.REFERENCE.use(loss::item));
    assertEquals(
        "crossEntropy: label 10 in row 1, with 10 classes; use labels from 0 to 9",
        refused.getMessage());
  }

  @Test
  void itemNeedsOneElement() {
    assertEquals(
        "item() of a tensor of shape [2]; use floats() for more than one element",
        assertThrows(FoveaException.class, () -> zeros(2).item()).getMessage());
  }
}
