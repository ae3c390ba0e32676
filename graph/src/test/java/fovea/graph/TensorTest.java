package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the methods of tensors make of unusual arguments. */
class TensorTest {
  private final Tensor matrix = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

  private static Tensor zeros(int... dims) {
    return Tensor.full(TensorType.f32(dims), 0);
  }

  private static void assertValues(Tensor tensor, double... expected) {
    assertArrayEquals(expected, Device.REFERENCE.use(tensor::value).doubles());
  }

  @Test
  void integersTakeWholeNumbers() {
    Tensor whole = Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.I32), 3, -4));
    assertValues(whole.mul(2), 6, -8);
    assertValues(whole.add(1), 4, -3);
    assertValues(whole.sub(1), 2, -5);
    assertValues(whole.neg(), -3, 4);
    assertEquals(DType.I32, whole.mul(2).type().dtype());
    Tensor bytes = Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.U8), 7, 200));
    assertValues(bytes.sub(5), 2, 195);
    assertValues(bytes.cast(DType.I64).mul(1 << 20), 7 << 20, 200 << 20);
  }

  @Test
  void noAxesAreAll() {
    assertValues(matrix.sum(Axes.all().keep()), 21);
    assertEquals(Shape.of(1, 1), matrix.sum(Axes.all().keep()).shape());
    assertValues(matrix.mean(Axes.all().keep()), 3.5);
    assertEquals(Shape.of(1, 1), matrix.mean(Axes.all().keep()).shape());
    assertValues(matrix.max(), 6);
    assertEquals(Shape.scalar(), matrix.max().shape());
    assertValues(Tensor.scalar(3).mean(Axes.all().keep()), 3);
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    assertEquals(Shape.of(2, 3, 4), zeros(2, 3, 4).flatten(-1).shape());
    assertEquals(Shape.of(2, 12), zeros(2, 3, 4).flatten(-2).shape());
    assertEquals(Shape.of(4, 2, 3), zeros(2, 3, 4).transpose(-1, 0, -2).shape());
    assertValues(matrix.slice(-1, 1, 3), 2, 3, 5, 6);
    assertValues(
        Tensor.concat(-1, List.of(matrix, matrix.slice(-1, 0, 1))), 1, 2, 3, 1, 4, 5, 6, 4);
    assertValues(matrix.pad(-1, 0, 1), 1, 2, 3, 0, 4, 5, 6, 0);
    Tensor last = Tensor.of(HostBuffer.of(new TensorType(Shape.of(1), DType.I32), 2));
    assertValues(matrix.gather(-1, last), 3, 6);
    assertValues(matrix.argmax(-1), 2, 2);
    assertValues(matrix.sum(-1), 6, 15);
    assertValues(matrix.mean(-1), 2, 5);
    assertValues(matrix.max(-2), 4, 5, 6);
    assertValues(zeros(1, 2).softmax(-1), 0.5, 0.5);
  }

  @Test
  void whatHasNoElementsIsFlattened() {
    assertEquals(Shape.of(0, 12), zeros(0, 3, 4).flatten(1).shape());
    assertEquals(Shape.of(0), zeros(0, 3, 4).flatten(0).shape());
    assertEquals(Shape.of(0, 2, 6), zeros(0, 3, 4).reshape(0, 2, 6).shape());
    assertEquals(Shape.of(6), zeros(2, 3).reshape(-1).shape());
  }

  @Test
  void choicesBroadcastAndSoDoTheirGradients() {
    Tensor condition = Tensor.of(Shape.of(2, 1), 1, 0);
    Tensor row = Tensor.of(Shape.of(3), 7, 8, 9);
    Tensor chosen = Tensor.where(condition, matrix, row);
    assertValues(chosen, 1, 2, 3, 7, 8, 9);
    List<Tensor> gradients = chosen.sum().gradients(List.of(matrix, row));
    assertValues(gradients.get(0), 1, 1, 1, 0, 0, 0);
    assertValues(gradients.get(1), 1, 1, 1);
    assertValues(Tensor.where(Tensor.scalar(0), Tensor.scalar(1), row), 7, 8, 9);
  }

  @Test
  void comparisonsAreOnesAndZeros() {
    Tensor x = Tensor.of(Shape.of(4), -1, 0, 1, Float.NaN);
    assertValues(x.less(0), 1, 0, 0, 0);
    assertValues(x.lessOrEqual(0), 1, 1, 0, 0);
    assertValues(x.greater(0), 0, 0, 1, 0);
    assertValues(x.greaterOrEqual(0), 0, 1, 1, 0);
    assertValues(x.equal(1), 0, 0, 1, 0);
    assertValues(x.sign(), -1, 0, 1, 0);
    Tensor whole = integers(3, -4, 0);
    assertValues(whole.less(3), 0, 1, 1);
    assertValues(whole.greaterOrEqual(integers(3)), 1, 0, 0);
    assertValues(whole.sign(), 1, -1, 0);
    assertValues(whole.maximum(1), 3, 1, 1);
    assertEquals(DType.I32, whole.lessOrEqual(0).type().dtype());
  }

  private static Tensor integers(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values));
  }

  @Test
  void powers() {
    Tensor x = Tensor.of(Shape.of(4), -2, 0, 1, 4);
    assertValues(x.pow(0), 1, 1, 1, 1);
    assertValues(x.pow(1), -2, 0, 1, 4);
    assertValues(x.pow(2), 4, 0, 1, 16);
    assertValues(x.pow(5), -32, 0, 1, 1024);
    assertValues(x.pow(-2), 0.25, Double.POSITIVE_INFINITY, 1, 0.0625);
    assertValues(x.pow(0.5), Double.NaN, 0, 1, 2);
    assertValues(x.pow(1.5), Double.NaN, 0, 1, 8);
    assertValues(x.pow(Tensor.of(Shape.of(4), 3, 0, 9, -0.5f)), -8, 1, 1, 0.5);
    assertValues(integers(-2, 0, 3).pow(3), -8, 0, 27);
    Tensor base = Tensor.of(Shape.of(3), 0, 0, 4);
    Tensor exponent = Tensor.of(Shape.of(3), 2, 0, 0.5f);
    List<Tensor> gradients = base.pow(exponent).sum().gradients(List.of(base, exponent));
    assertValues(gradients.get(0), 0, 0, 0.25);
    assertValues(gradients.get(1), 0, 0, (float) (2 * Math.log(4)));
  }

  @Test
  void axesComeAndGo() {
    Tensor x = zeros(1, 2, 1, 3);
    assertEquals(Shape.of(2, 3), x.squeeze().shape());
    assertEquals(Shape.of(2, 1, 3), x.squeeze(0).shape());
    assertEquals(Shape.of(1, 2, 3), x.squeeze(-2).shape());
    assertEquals(Shape.of(1, 2, 1, 3), x.squeeze(1).shape());
    assertEquals(Shape.scalar(), zeros(1, 1).squeeze().shape());
    assertEquals(Shape.of(1, 2, 3), matrix.unsqueeze(0).shape());
    assertEquals(Shape.of(2, 1, 3), matrix.unsqueeze(-2).shape());
    assertEquals(Shape.of(2, 3, 1), matrix.unsqueeze(-1).shape());
    assertEquals(Shape.of(1), Tensor.scalar(3).unsqueeze(0).shape());
    Tensor more = matrix.mul(10);
    assertValues(Tensor.stack(0, List.of(matrix, more)), 1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60);
    assertValues(Tensor.stack(-1, List.of(matrix, more)), 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60);
    assertValues(Tensor.stack(0, List.of(Tensor.scalar(1), Tensor.scalar(2))), 1, 2);
  }

  @Test
  void classesAsVectors() {
    assertValues(integers(2, 0).oneHot(3), 0, 0, 1, 1, 0, 0);
    assertValues(integers(2, 0).oneHot(3, 0), 0, 1, 0, 0, 1, 0);
    Tensor map = integers(0, 1, 1, 0).reshape(1, 2, 2);
    assertEquals(TensorType.f32(1, 5, 2, 2), map.oneHot(5, 1).type());
    assertValues(map.oneHot(2, 1), 1, 0, 0, 1, 0, 1, 1, 0);
    assertValues(integers(1).cast(DType.U8).oneHot(2), 0, 1);
  }

  @Test
  void sumsUpToEachElement() {
    assertValues(matrix.cumsum(1), 1, 3, 6, 4, 9, 15);
    assertValues(matrix.cumsum(-2), 1, 2, 3, 5, 7, 9);
    assertValues(integers(1, -2, 3, 4, 5).cumsum(0), 1, -1, 2, 6, 11);
    Tensor x = Tensor.full(TensorType.f32(3), 2);
    assertValues(x.cumsum(0).sum().gradients(List.of(x)).getFirst(), 3, 2, 1);
  }

  @Test
  void variances() {
    assertValues(matrix.var(), 3.5);
    assertValues(matrix.var(Axes.of(1), 0), (float) (2.0 / 3), (float) (2.0 / 3));
    assertValues(matrix.var(Axes.of(0).keep(), 1), 4.5, 4.5, 4.5);
    assertEquals(Shape.of(1, 3), matrix.var(Axes.of(0).keep(), 1).shape());
    assertValues(matrix.std(-1), 1, 1);
    assertValues(Tensor.full(TensorType.f32(7), 0.1).std(), 0);
    assertValues(Tensor.scalar(3).var(), Double.NaN);
    // The mean of these is no float, and their squares are 2^46 times as large as the variance.
    Tensor far = Tensor.of(Shape.of(4), 0x800001, 0x800002, 0x800003, 0x800005);
    assertValues(far.var(Axes.all(), 0), 2.1875);
    assertValues(matrix.min(1), 1, 4);
  }

  @Test
  void nothingFlowsThroughWhatIsDetached() {
    Tensor x = Tensor.of(Shape.of(2), 2, 3);
    Tensor y = x.mul(x.detach());
    assertValues(y, 4, 9);
    assertValues(y.sum().gradients(List.of(x)).getFirst(), 2, 3);
  }

  @Test
  void aBufferIsReshapedInPlace() {
    HostBuffer picture = HostBuffer.of(TensorType.f32(1, 2, 2), 1, 2, 3, 4);
    HostBuffer batch = picture.reshape(1, 1, 2, 2);
    assertEquals(TensorType.f32(1, 1, 2, 2), batch.type());
    assertEquals(picture.data(), batch.data());
    assertEquals(Shape.of(4), picture.reshape(-1).type().shape());
  }
}
