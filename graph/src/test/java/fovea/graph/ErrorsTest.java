package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.op.Loss;
import fovea.graph.op.Norm;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
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
            + " reshape(1, 3, 9, 9)",
        () -> zeros(3, 9, 9).conv2d(weight, Window.of(3), 1));
    assertRefused(
        "conv2d expects an input with 4 axes [n, c, h, w], found [9, 9]; reshape it",
        () -> zeros(9, 9).conv2d(weight, Window.of(3), 1));
    assertRefused(
        "convTranspose2d expects an input with 4 axes [n, c, h, w], found [8, 9, 9]; add the batch"
            + " axis: reshape(1, 8, 9, 9)",
        () -> zeros(8, 9, 9).convTranspose2d(weight, Window.of(3), new Window.Size(0, 0), 1));
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
  void onePictureIsNoBatch() {
    Tensor picture = zeros(3, 9, 9);
    String advice = " found [3, 9, 9]; add the batch axis: reshape(1, 3, 9, 9)";
    String expects = " expects an input with 4 axes [n, c, h, w],";
    assertRefused("maxPool" + expects + advice, () -> picture.maxPool(Window.of(3)));
    assertRefused("averagePool" + expects + advice, () -> picture.averagePool(Window.of(3)));
    assertRefused(
        "adaptiveAveragePool" + expects + advice, () -> picture.adaptiveAveragePool(1, 1));
    assertRefused("bilinear" + expects + advice, () -> picture.upsampleBilinear(2, 2, false));
    assertRefused(
        "localResponse" + expects + advice,
        () -> picture.localResponseNorm(new Norm.LocalResponse(5, 1, 1, 1)));
    assertRefused(
        "batchNorm: expects [n, c] or [n, c, h, w]," + advice,
        () -> Tensor.of(new Norm.BatchNorm(1e-5), picture, zeros(3), zeros(3)));
  }

  @Test
  void integers() {
    Tensor whole = Tensor.full(new TensorType(Shape.of(2), DType.I32), 3);
    Tensor bytes = whole.cast(DType.U8);
    String advice = "; use a whole number of its range, or cast to a floating type first";
    assertRefused("0.5 cannot be an element of type i32" + advice, () -> whole.mul(0.5));
    assertRefused("0.5 cannot be an element of type i32" + advice, () -> whole.greater(0.5));
    assertRefused("3.0E9 cannot be an element of type i32" + advice, () -> whole.add(3e9));
    assertRefused(
        "NaN cannot be an element of type i64" + advice,
        () -> whole.cast(DType.I64).sub(Double.NaN));
    assertRefused("-1.0 cannot be an element of type u8" + advice, bytes::neg);
    assertRefused(
        "a division by a number needs floating-point elements, found i32; cast it first",
        () -> whole.div(2));
    assertRefused("a mean needs floating-point elements, found u8; cast it first", bytes::mean);
  }

  @Test
  void axes() {
    assertRefused(
        "axis 2 does not exist in [2, 3]; use an axis from -2 to 1", () -> zeros(2, 3).flatten(2));
    assertRefused(
        "axis -1 does not exist in []; a single number has no axes", () -> zeros().argmax(-1));
    assertRefused(
        "axes [1, -1] of [2, 3] name one twice; name each axis once",
        () -> zeros(2, 3).mean(Axes.of(1, -1).keep()));
    assertRefused(
        "transpose: order [1, 1] does not name each axis of [2, 3] once; list all axes",
        () -> zeros(2, 3).transpose(-1, 1));
  }

  @Test
  void choices() {
    assertRefused(
        "shapes [2, 3] and [2] do not broadcast; make sizes equal or 1, counted from the last axis",
        () -> Tensor.where(zeros(2, 3), zeros(2), zeros(1)));
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
        () -> Tensor.of(new Loss.CrossEntropy(0), zeros(2, 10), zeros(2)));
  }

  @Test
  void moving() {
    assertRefused(
        "reshape: [2, 3] does not have the 8 elements of [2, 4]; choose sizes with an equal"
            + " product",
        () -> zeros(2, 3).reshape(2, 4));
    assertRefused(
        "reshape: the size -1 of [0, -1] does not follow from [0, 3]; name all sizes of what has no"
            + " elements",
        () -> zeros(0, 3).reshape(0, -1));
    assertRefused(
        "reshape: the size -1 of [4, -1] does not follow from [2, 3]; choose sizes that divide it",
        () -> zeros(2, 3).reshape(4, -1));
    assertRefused(
        "reshape: more than one size of [-1, -1] is -1; name all sizes but one",
        () -> zeros(2, 3).reshape(-1, -1));
    assertRefused(
        "reshape: [70000, 0] does not have the 2 elements of [2]; choose sizes with an equal product",
        () -> zeros(70000, 0).reshape(2));
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
  void newAxes() {
    assertRefused(
        "there is no place 3 for one more axis of [2, 3]; use an axis from -3 to 2",
        () -> zeros(2, 3).unsqueeze(3));
    assertRefused(
        "stack of tensors of shapes [2] and [3]; pass tensors of one shape, or join them by concat",
        () -> Tensor.stack(0, java.util.List.of(zeros(2), zeros(3))));
    assertRefused(
        "axis 1 does not exist in [2]; use an axis from -1 to 0", () -> zeros(2).cumsum(1));
    assertRefused(
        "oneHot needs class indices, found f32[2]; pass integers, or cast them to i32",
        () -> zeros(2).oneHot(3));
    assertRefused(
        "oneHot of 0 classes; use 1 to 16777216 classes", () -> zeros(2).cast(DType.I32).oneHot(0));
  }

  @Test
  void powersOfIntegers() {
    Tensor whole = Tensor.full(new TensorType(Shape.of(2), DType.I32), 3);
    assertRefused(
        "a power of 0.5 needs floating-point elements, found i32; cast it first",
        () -> whole.pow(0.5));
    assertRefused(
        "a power of -1.0 needs floating-point elements, found i32; cast it first",
        () -> whole.pow(-1));
    assertRefused(
        "pow needs floating-point elements, found i32; cast it first", () -> whole.pow(whole));
    assertRefused("a variance needs floating-point elements, found i32; cast it first", whole::var);
  }

  @Test
  void valuesThatOnlyARunSees() {
    Tensor labels = Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 1, 10));
    Tensor loss = Tensor.of(new Loss.CrossEntropy(0), zeros(2, 10), labels);
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
