package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.op.Source;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected texts are those of NumPy 2.4, after the line with the type. */
class TensorTextTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static void shows(String expected, Tensor tensor) {
    assertEquals(tensor.type() + "\n" + expected, tensor.toString());
  }

  private static Tensor counted(int... dims) {
    int count = (int) Shape.of(dims).elements();
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = i);
    return Tensor.of(Shape.of(dims), values);
  }

  @Test
  void numbersAreAligned() {
    shows("[1.  2.5]", Tensor.of(new float[] {1, 2.5f}));
    shows("[[1. 2.]\n [3. 4.]]", Tensor.of(new float[][] {{1, 2}, {3, 4}}));
    shows("[ 0.33333334  0.6666667  -1.        ]", Tensor.of(new float[] {1f / 3, 2f / 3, -1}));
    shows("[   1   10 -100]", Tensor.of(new float[] {1, 10, -100}).cast(DType.I32));
    shows(
        "[0.33333333 0.66666667]",
        Tensor.of(HostBuffer.of(new TensorType(Shape.of(2), DType.F64), 1.0 / 3, 2.0 / 3)));
  }

  @Test
  void powersOfTenWhereNumbersAreFarApart() {
    shows("[1.e-01 1.e-05]", Tensor.of(new float[] {0.1f, 1e-5f}));
    shows("[1.e+08 1.e+00]", Tensor.of(new float[] {1e8f, 1}));
    shows("[0.e+00 1.e+10]", Tensor.of(new float[] {0, 1e10f}));
  }

  @Test
  void whatIsNotFinite() {
    shows("[  1.  nan -inf]", Tensor.of(new float[] {1, NAN, -INF}));
    shows("[  nan   inf  1.25 -1.  ]", Tensor.of(new float[] {NAN, INF, 1.25f, -1}));
  }

  @Test
  void blocksOfThreeAxesAreApart() {
    shows(
        """
        [[[ 0.  1.  2.  3.]
          [ 4.  5.  6.  7.]
          [ 8.  9. 10. 11.]]

         [[12. 13. 14. 15.]
          [16. 17. 18. 19.]
          [20. 21. 22. 23.]]]""",
        counted(2, 3, 4));
  }

  @Test
  void longRowsAreWrapped() {
    float[] values = new float[20];
    IntStream.range(0, 20).forEach(i -> values[i] = (float) (i / 19.0));
    shows(
        """
        [0.         0.05263158 0.10526316 0.15789473 0.21052632 0.2631579
         0.31578946 0.36842105 0.42105263 0.47368422 0.5263158  0.57894737
         0.6315789  0.68421054 0.7368421  0.7894737  0.84210527 0.8947368
         0.94736844 1.        ]""",
        Tensor.of(values));
  }

  @Test
  void largeOnesAreShownInPart() {
    shows("[0.000e+00 1.000e+00 2.000e+00 ... 1.197e+03 1.198e+03 1.199e+03]", counted(1200));
    shows(
        """
        [[0.000e+00 1.000e+00 2.000e+00 ... 3.700e+01 3.800e+01 3.900e+01]
         [4.000e+01 4.100e+01 4.200e+01 ... 7.700e+01 7.800e+01 7.900e+01]
         [8.000e+01 8.100e+01 8.200e+01 ... 1.170e+02 1.180e+02 1.190e+02]
         ...
         [1.080e+03 1.081e+03 1.082e+03 ... 1.117e+03 1.118e+03 1.119e+03]
         [1.120e+03 1.121e+03 1.122e+03 ... 1.157e+03 1.158e+03 1.159e+03]
         [1.160e+03 1.161e+03 1.162e+03 ... 1.197e+03 1.198e+03 1.199e+03]]""",
        counted(30, 40));
  }

  @Test
  void singleNumbersAndNone() {
    assertEquals("3.0", Tensor.scalar(3).toString());
    assertEquals("0.33333334", Tensor.scalar(1.0 / 3).toString());
    assertEquals("1e-07", Tensor.scalar(1e-7).toString());
    shows("[]", Tensor.full(TensorType.f32(2, 0, 3), 0));
  }

  @Test
  void nothingIsComputedWithinATrace() {
    List<String> texts = new ArrayList<>();
    Tensor outside = Tensor.of(new float[] {1, 2}).add(1);
    Compiled.of(
            in -> {
              texts.add(in.getFirst().toString());
              texts.add(outside.toString());
              return List.of(in.getFirst().add(outside));
            })
        .plan(List.of(TensorType.f32(2)));
    assertTrue(texts.getFirst().startsWith("f32[2] of "), texts::toString);
    assertFalse(texts.toString().contains("\n"), texts::toString);
    shows("[2. 3.]", outside);
  }

  @Test
  void whatFollowsFromArgumentsSaysWhatItIs() {
    Tensor argument = Tensor.of(new Source.Argument(0, TensorType.f32(2)));
    String text = argument.add(1).toString();
    assertTrue(text.startsWith("f32[2] of "), text);
  }
}
