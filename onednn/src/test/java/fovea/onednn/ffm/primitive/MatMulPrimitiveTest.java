package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatMulPrimitiveTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  /** {@code [b, m, k] · [b, k, n]}, the operands in the order of memory that their layouts say. */
  record Case(int b, int m, int k, int n, String left, String right, boolean bias) {}

  static List<Case> cases() {
    return List.of(
        new Case(1, 1, 1, 1, "abc", "abc", false),
        new Case(1, 5, 7, 3, "abc", "abc", true),
        new Case(1, 64, 33, 17, "abc", "acb", true),
        new Case(1, 6, 20, 18, "acb", "abc", false),
        new Case(3, 4, 5, 6, "abc", "acb", true),
        new Case(2, 17, 16, 15, "acb", "acb", false),
        new Case(1, 9, 40, 21, "abc", "any", true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLoops(Case c) {
    var random = new Random(c.m + c.n);
    float[] left = Values.wholeNumbers(random, c.b, c.m, c.k);
    float[] right = Values.wholeNumbers(random, c.b, c.k, c.n);
    float[] bias = Values.wholeNumbers(random, c.bias ? c.n : 0);
    var operands =
        PrimitiveOperands.of(
            MemoryDesc.of(DataType.F32, FormatTag.of(c.left), c.b, c.m, c.k),
            c.right.equals("any")
                ? MemoryDesc.any(DataType.F32, c.b, c.k, c.n)
                : MemoryDesc.of(DataType.F32, FormatTag.of(c.right), c.b, c.k, c.n),
            MemoryDesc.plain(DataType.F32, c.b, c.m, c.n));
    if (c.bias) {
      operands = operands.bias(MemoryDesc.plain(DataType.F32, 1, 1, c.n));
    }
    PrimitiveDesc primitive = MatMulPrimitive.create(operands, PrimitiveAttributes.standard());
    Run run = new Run(primitive).in(Arg.SOURCE, left).in(Arg.WEIGHTS, right);
    if (c.bias) {
      run.in(Arg.BIAS, bias);
    }
    float[] output = run.out(Arg.DESTINATION).run().get(Arg.DESTINATION);
    assertClose(product(c, left, right, bias), output, 0, c + " by " + primitive);
  }

  private static double[] product(Case c, float[] left, float[] right, float[] bias) {
    var product = new double[c.b * c.m * c.n];
    for (int i = 0; i < product.length; i++) {
      int column = i % c.n;
      int row = i / c.n; // of all batches
      double sum = c.bias ? bias[column] : 0;
      for (int j = 0; j < c.k; j++) {
        sum += left[row * c.k + j] * right[(row / c.m * c.k + j) * c.n + column];
      }
      product[i] = sum;
    }
    return product;
  }
}
