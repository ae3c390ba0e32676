package fovea.onednn.ffm;

import static fovea.onednn.ffm.Values.assertClose;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EltwisePrimitiveTest {
  private static final double TOLERANCE = 1e-5;
  private static final double STEP = 1e-5;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  /** A function, its definition, and the offset that moves random numbers into its domain. */
  record Case(EltwisePrimitive.Function function, DoubleUnaryOperator definition, float offset) {
    @Override
    public String toString() {
      return function.toString();
    }

    boolean fromResult() {
      return function.algorithm().name().endsWith("FROM_RESULT");
    }
  }

  static List<Case> cases() {
    DoubleUnaryOperator relu = x -> Math.max(0, x);
    DoubleUnaryOperator leaky = x -> x > 0 ? x : 0.1f * x;
    DoubleUnaryOperator elu = x -> x > 0 ? x : 0.7f * Math.expm1(x);
    DoubleUnaryOperator sigmoid = x -> 1 / (1 + Math.exp(-x));
    DoubleUnaryOperator clip = x -> Math.clamp(x, -0.5, 1.5);
    return List.of(
        of(EltwisePrimitive.Algorithm.RELU.function(), relu),
        of(EltwisePrimitive.Algorithm.RELU.function(0.1f, 0), leaky),
        of(EltwisePrimitive.Algorithm.RELU_FROM_RESULT.function(), relu),
        of(EltwisePrimitive.Algorithm.RELU_FROM_RESULT.function(0.1f, 0), leaky),
        of(EltwisePrimitive.Algorithm.TANH.function(), Math::tanh),
        of(EltwisePrimitive.Algorithm.TANH_FROM_RESULT.function(), Math::tanh),
        of(EltwisePrimitive.Algorithm.ELU.function(0.7f, 0), elu),
        of(EltwisePrimitive.Algorithm.ELU_FROM_RESULT.function(0.7f, 0), elu),
        of(EltwisePrimitive.Algorithm.SQUARE.function(), x -> x * x),
        of(EltwisePrimitive.Algorithm.ABS.function(), Math::abs),
        positive(EltwisePrimitive.Algorithm.SQRT.function(), Math::sqrt),
        positive(EltwisePrimitive.Algorithm.SQRT_FROM_RESULT.function(), Math::sqrt),
        of(EltwisePrimitive.Algorithm.LINEAR.function(2, -1), x -> 2 * x - 1),
        of(EltwisePrimitive.Algorithm.SOFT_RELU.function(1, 0), x -> Math.log1p(Math.exp(x))),
        of(
            EltwisePrimitive.Algorithm.HARD_SIGMOID.function(0.2f, 0.5f),
            x -> Math.clamp(0.2f * x + 0.5, 0, 1)),
        of(EltwisePrimitive.Algorithm.LOGISTIC.function(), sigmoid),
        of(EltwisePrimitive.Algorithm.LOGISTIC_FROM_RESULT.function(), sigmoid),
        of(EltwisePrimitive.Algorithm.EXP.function(), Math::exp),
        of(EltwisePrimitive.Algorithm.EXP_FROM_RESULT.function(), Math::exp),
        of(
            EltwisePrimitive.Algorithm.GELU_TANH.function(),
            x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        of(EltwisePrimitive.Algorithm.SWISH.function(1, 0), x -> x * sigmoid.applyAsDouble(x)),
        positive(EltwisePrimitive.Algorithm.LOG.function(), Math::log),
        of(EltwisePrimitive.Algorithm.CLIP.function(-0.5f, 1.5f), clip),
        of(EltwisePrimitive.Algorithm.CLIP_V2.function(-0.5f, 1.5f), clip),
        of(EltwisePrimitive.Algorithm.CLIP_V2_FROM_RESULT.function(-0.5f, 1.5f), clip),
        positive(EltwisePrimitive.Algorithm.POW.function(2, 1.5f), x -> 2 * Math.pow(x, 1.5)),
        of(EltwisePrimitive.Algorithm.MISH.function(), x -> x * Math.tanh(Math.log1p(Math.exp(x)))),
        of(
            EltwisePrimitive.Algorithm.HARD_SWISH.function(1 / 6f, 0.5f),
            x -> x * Math.clamp(x / 6 + 0.5, 0, 1)));
  }

  private static Case of(EltwisePrimitive.Function function, DoubleUnaryOperator definition) {
    return new Case(function, definition, 0);
  }

  private static Case positive(EltwisePrimitive.Function function, DoubleUnaryOperator definition) {
    return new Case(function, definition, 2.1f);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithDefinition(Case c) {
    check(c, MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 2, 5, 3, 7));
    check(c, MemoryDesc.plain(DataType.F32, 1, 33));
  }

  private static void check(Case c, MemoryDesc desc) {
    var random = new Random(11);
    float[] source = Values.reals(random, desc.dims());
    float[] upstream = Values.reals(random, desc.dims());
    var output = new double[source.length];
    var gradient = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      source[i] += c.offset;
      double x = source[i];
      output[i] = c.definition.applyAsDouble(x);
      double slope = c.definition.applyAsDouble(x + STEP) - c.definition.applyAsDouble(x - STEP);
      gradient[i] = upstream[i] * slope / (2 * STEP);
    }
    PrimitiveDesc forward = EltwisePrimitive.forward(Propagation.TRAINING, c.function, desc, desc);
    Run run = new Run(forward).in(Arg.SOURCE, source).out(Arg.DESTINATION).run();
    assertClose(output, run.get(Arg.DESTINATION), TOLERANCE, c.toString());

    Arg data = c.fromResult() ? Arg.DESTINATION : Arg.SOURCE;
    PrimitiveDesc backward =
        EltwisePrimitive.backward(c.function, new BackwardOperands(desc, desc, desc), forward);
    float[] actual =
        new Run(backward)
            .give(data, desc, run.buffer(data))
            .in(Arg.DESTINATION_GRADIENT, desc, upstream)
            .out(Arg.SOURCE_GRADIENT)
            .run()
            .get(Arg.SOURCE_GRADIENT);
    assertClose(gradient, actual, TOLERANCE, "gradient of " + c);
  }

  @Test
  void worksInPlace() {
    var desc = MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 1, 20, 2, 2);
    float[] source = Values.wholeNumbers(new Random(3), desc.dims());
    var relu = EltwisePrimitive.Algorithm.RELU_FROM_RESULT.function();
    var buffer = Packing.pack(desc, source);
    float[] output =
        new Run(EltwisePrimitive.forward(Propagation.TRAINING, relu, desc, desc))
            .give(Arg.SOURCE, desc, buffer)
            .give(Arg.DESTINATION, desc, buffer)
            .run()
            .get(Arg.DESTINATION);
    var expected = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      expected[i] = Math.max(0, source[i]);
    }
    assertClose(expected, output, 0, "ReLU in place");
  }
}
