package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertValues(matrix.sum(true), 21);
    assertEquals(Shape.of(1, 1), matrix.sum(true).shape());
    assertValues(matrix.mean(true), 3.5);
    assertEquals(Shape.of(1, 1), matrix.mean(true).shape());
    assertValues(matrix.max(false), 6);
    assertEquals(Shape.scalar(), matrix.max(false).shape());
    assertValues(Tensor.scalar(3).mean(true), 3);
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
    assertValues(matrix.sum(false, -1), 6, 15);
    assertValues(matrix.mean(false, -1), 2, 5);
    assertValues(matrix.max(false, -2), 4, 5, 6);
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
    Tensor chosen = Tensor.select(condition, matrix, row);
    assertValues(chosen, 1, 2, 3, 7, 8, 9);
    List<Tensor> gradients = chosen.sum().gradients(List.of(matrix, row));
    assertValues(gradients.get(0), 1, 1, 1, 0, 0, 0);
    assertValues(gradients.get(1), 1, 1, 1);
    assertValues(Tensor.select(Tensor.scalar(0), Tensor.scalar(1), row), 7, 8, 9);
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
