package fovea.onednn.ffm;

import static fovea.onednn.ffm.Values.assertClose;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryPrimitiveTest {
  private static final long[] DIMS = {2, 5, 3, 4};

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  private static DoubleBinaryOperator definition(BinaryPrimitive.Algorithm algorithm) {
    return switch (algorithm) {
      case ADD -> Double::sum;
      case MULTIPLY -> (a, b) -> a * b;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case DIVIDE -> (a, b) -> a / b;
      case SUBTRACT -> (a, b) -> a - b;
      case GREATER_OR_EQUAL -> (a, b) -> a >= b ? 1 : 0;
      case GREATER -> (a, b) -> a > b ? 1 : 0;
      case LESS_OR_EQUAL -> (a, b) -> a <= b ? 1 : 0;
      case LESS -> (a, b) -> a < b ? 1 : 0;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case NOT_EQUAL -> (a, b) -> a != b ? 1 : 0;
    };
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDefinition(BinaryPrimitive.Algorithm algorithm) {
    check(algorithm, FormatTag.of("nchw"), new long[] {1, 5, 1, 1});
    check(algorithm, FormatTag.of("nchw"), DIMS);
    check(algorithm, FormatTag.NCHW16C, DIMS);
    check(algorithm, FormatTag.NCHW16C, new long[] {1, 5, 1, 1});
    check(algorithm, FormatTag.NHWC, new long[] {1, 1, 1, 1});
    check(algorithm, FormatTag.of("nchw"), new long[] {2, 1, 3, 4});
  }

  private static void check(
      BinaryPrimitive.Algorithm algorithm, FormatTag layout, long[] rightDims) {
    var random = new Random(algorithm.code());
    float[] left = Values.wholeNumbers(random, DIMS);
    float[] right = Values.wholeNumbers(random, rightDims);
    for (int i = 0; i < right.length; i++) {
      right[i] += algorithm == BinaryPrimitive.Algorithm.DIVIDE ? 4 : 0;
    }
    var desc = MemoryDesc.of(DataType.F32, layout, DIMS);
    var operands =
        new BinaryPrimitive.Operands(desc, MemoryDesc.of(DataType.F32, layout, rightDims), desc);
    PrimitiveDesc primitive =
        BinaryPrimitive.create(algorithm, operands, PrimitiveAttributes.standard());
    float[] output =
        new Run(primitive)
            .in(Arg.SOURCE, left)
            .in(Arg.SOURCE_1, right)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      expected[i] = definition(algorithm).applyAsDouble(left[i], right[repeated(i, rightDims)]);
    }
    assertClose(expected, output, 1e-6, algorithm + " in " + layout + " by " + primitive);
  }

  /** The element of the right operand that meets element {@code i} of the left one. */
  private static int repeated(int i, long[] rightDims) {
    int rest = i;
    int at = 0;
    int stride = 1;
    for (int axis = DIMS.length - 1; axis >= 0; axis--) {
      int position = (int) (rest % DIMS[axis]);
      rest /= (int) DIMS[axis];
      at += rightDims[axis] == 1 ? 0 : position * stride;
      stride *= (int) rightDims[axis];
    }
    return at;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nchw", "nChw16c"})
  void addsIntoTheLeftOperandAndAppliesRelu(FormatTag layout) {
    var random = new Random(8);
    var desc = MemoryDesc.of(DataType.F32, layout, DIMS);
    float[] left = Values.wholeNumbers(random, DIMS);
    float[] right = Values.wholeNumbers(random, DIMS);
    var relu = new PostOp.Apply(EltwisePrimitive.Algorithm.RELU.function());
    PrimitiveDesc add =
        BinaryPrimitive.create(
            BinaryPrimitive.Algorithm.ADD,
            new BinaryPrimitive.Operands(desc, desc, desc),
            PrimitiveAttributes.standard().then(relu));
    var buffer = Packing.pack(desc, left);
    float[] output =
        new Run(add)
            .give(Arg.SOURCE, desc, buffer)
            .in(Arg.SOURCE_1, right)
            .give(Arg.DESTINATION, desc, buffer)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      expected[i] = Math.max(0, left[i] + right[i]);
    }
    assertClose(expected, output, 0, "add and ReLU in place in " + layout);
  }

  @Test
  void combinesAsPostOperation() {
    var desc = MemoryDesc.plain(DataType.F32, DIMS);
    var channel = MemoryDesc.plain(DataType.F32, 1, 5, 1, 1);
    float[] ones = Values.wholeNumbers(new Random(1), DIMS);
    float[] factors = {1, 2, 3, 4, 5};
    var times = new PostOp.Combine(BinaryPrimitive.Algorithm.MULTIPLY, channel);
    PrimitiveDesc add =
        BinaryPrimitive.create(
            BinaryPrimitive.Algorithm.ADD,
            new BinaryPrimitive.Operands(desc, desc, desc),
            PrimitiveAttributes.standard().then(times));
    float[] output =
        new Run(add)
            .in(Arg.SOURCE, ones)
            .in(Arg.SOURCE_1, ones)
            .in(Arg.postOp(0), channel, factors)
            .out(Arg.DESTINATION)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[ones.length];
    for (int i = 0; i < ones.length; i++) {
      expected[i] = 2 * ones[i] * factors[i / 12 % 5];
    }
    assertClose(expected, output, 0, "sum times a factor for each channel");
  }
}
