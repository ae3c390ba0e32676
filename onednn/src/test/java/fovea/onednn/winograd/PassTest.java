package fovea.onednn.winograd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.graph.type.Shape;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Epilogue.Limits;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each pass against loops, for both widths of vectors, both layouts and both types. Numbers in bf16
 * are whole and so small that nothing but the result is rounded: they must come out exactly.
 */
class PassTest {
  private static final double TOLERANCE = 2e-5;
  private static final int KERNEL = 9;

  /** The second one has lanes of which some get less work than others, and some none. */
  private static final List<Grouping> GROUPINGS =
      List.of(new Grouping(1, 1 << 20), new Grouping(3, 1 << 16));

  private final Arena arena = Arena.ofShared();
  private final Random random = new Random(11);

  /** One convolution, in a layout, by vectors of a width. */
  record Trial(Tiling tiling, Vectors vectors) {
    /** In blocks as in training, where the transformed kernels are made each time. */
    WinogradPass pass(Epilogue epilogue) {
      return WinogradPass.of(tiling, epilogue, tiling.blocked(), vectors);
    }
  }

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  @AfterEach
  void free() {
    arena.close();
  }

  static List<Trial> trials() {
    return Stream.of(Vectors.values())
        .filter(width -> Vectors.here().stream().anyMatch(here -> width.lanes() <= here.lanes()))
        .flatMap(
            vectors ->
                types(vectors)
                    .flatMap(
                        type ->
                            Stream.of(true, false)
                                .flatMap(
                                    blocked ->
                                        GROUPINGS.stream()
                                            .flatMap(
                                                grouping ->
                                                    tilings(type, blocked, grouping).stream())))
                    .map(tiling -> new Trial(tiling, vectors)))
        .toList();
  }

  private static Stream<DataType> types(Vectors vectors) {
    boolean bf16 = vectors == Vectors.AVX512 && DnnlEngine.multipliesBf16();
    return bf16 ? Stream.of(DataType.F32, DataType.BF16) : Stream.of(DataType.F32);
  }

  private static List<Tiling> tilings(DataType type, boolean blocked, Grouping grouping) {
    return List.of(
        tiling(type, 3, 16, 32, 8, 8, 1, blocked, grouping),
        tiling(type, 2, 32, 16, 13, 6, 1, blocked, grouping),
        tiling(type, 1, 16, 16, 3, 3, 0, blocked, grouping),
        tiling(type, 1, 16, 16, 1, 1, 1, blocked, grouping),
        tiling(type, 2, 48, 16, 7, 17, 2, blocked, grouping),
        tiling(type, 1, 16, 48, 11, 9, 0, blocked, grouping),
        tiling(type, 5, 16, 16, 5, 5, 1, blocked, grouping),
        // Whole blocks of what bf16 is packed in, more than one.
        tiling(type, 2, 64, 128, 6, 7, 1, blocked, grouping),
        tiling(type, 2, 32, 96, 5, 4, 1, blocked, grouping),
        // So large that they are worked on in groups of rows, the last of which is smaller.
        tiling(type, 1, 16, 16, 90, 88, 1, blocked, grouping));
  }

  private static Tiling tiling(
      DataType type,
      int pictures,
      int channels,
      int outputs,
      int height,
      int width,
      int padding,
      boolean blocked,
      Grouping grouping) {
    Shape from = Shape.of(pictures, channels, height, width);
    Shape into = Shape.of(pictures, outputs, height + 2 * padding - 2, width + 2 * padding - 2);
    return new Tiling(type, from, into, padding, padding, blocked, grouping);
  }

  /** Numbers {@code [n, c, h, w]}, row-major. */
  private float[] numbers(DataType type, Shape shape) {
    if (type == DataType.BF16) {
      return Values.wholeNumbers(random, shape.elements());
    }
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() * 2 - 1;
    }
    return numbers;
  }

  /** Kernels that have fourths when transformed. */
  private float[] kernels(DataType type, Shape shape) {
    float[] numbers = numbers(type, shape);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= type == DataType.F32 ? 1 : 4;
    }
    return numbers;
  }

  /** To the eight bits of bf16, half to even. */
  private static double rounded(DataType type, double number) {
    int bits = Float.floatToRawIntBits((float) number);
    int even = bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
    return type == DataType.F32 ? number : Float.intBitsToFloat(even);
  }

  private MemorySegment memory(long bytes) {
    return arena.allocate(bytes, 64);
  }

  private static int place(Shape shape, boolean blocked, int index) {
    int w = index % shape.dim(3);
    int h = index / shape.dim(3) % shape.dim(2);
    int c = index / (shape.dim(3) * shape.dim(2)) % shape.dim(1);
    int n = index / (shape.dim(3) * shape.dim(2) * shape.dim(1));
    int pixel = h * shape.dim(3) + w;
    int pixels = shape.dim(2) * shape.dim(3);
    return blocked
        ? ((n * shape.dim(1) / 16 + c / 16) * pixels + pixel) * 16 + c % 16
        : (n * pixels + pixel) * shape.dim(1) + c;
  }

  private MemorySegment pictures(float[] numbers, Shape shape, Tiling tiling) {
    MemorySegment memory = memory((long) tiling.type().bytes() * numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      Packing.set(memory, tiling.type(), place(shape, tiling.blocked(), i), numbers[i]);
    }
    return memory;
  }

  /** Place of {@code [k, c, 3, 3]} in blocks; {@code OIhw16o16i} if {@code rotated}. */
  private static int kernelPlace(Shape weight, boolean rotated, int index) {
    int at = index % KERNEL;
    int c = index / KERNEL % weight.dim(1);
    int k = index / KERNEL / weight.dim(1);
    int block = k / 16 * (weight.dim(1) / 16) + c / 16;
    int within = rotated ? k % 16 * 16 + c % 16 : c % 16 * 16 + k % 16;
    return (block * KERNEL + at) * 256 + within;
  }

  private MemorySegment transformed(float[] weight, Shape shape, boolean rotated, Trial trial) {
    MemorySegment blocked = memory(4L * weight.length);
    for (int i = 0; i < weight.length; i++) {
      blocked.setAtIndex(JAVA_FLOAT, kernelPlace(shape, rotated, i), weight[i]);
    }
    WeightTransform transform = trial.pass(Epilogue.none()).weightTransform(DataType.F32, rotated);
    MemorySegment transformed = memory(transform.bytes());
    transform.bind(blocked, transformed, Routine::code).run();
    return transformed;
  }

  private static Shape weight(Tiling tiling) {
    return Shape.of(tiling.into().dim(1), tiling.from().dim(1), 3, 3);
  }

  /** What is done for each product of a convolution, by row-major indices. */
  private interface Product {
    void at(int x, int weight, int y);
  }

  private static void products(Tiling tiling, Product each) {
    Shape from = tiling.from();
    Shape into = tiling.into();
    for (int y = 0; y < into.elements(); y++) {
      int column = y % into.dim(3);
      int row = y / into.dim(3) % into.dim(2);
      int k = y / (into.dim(3) * into.dim(2)) % into.dim(1);
      int n = y / (into.dim(3) * into.dim(2) * into.dim(1));
      for (int at = 0; at < KERNEL; at++) {
        int h = row + at / 3 - tiling.top();
        int w = column + at % 3 - tiling.left();
        if (h >= 0 && h < from.dim(2) && w >= 0 && w < from.dim(3)) {
          for (int c = 0; c < from.dim(1); c++) {
            int x = ((n * from.dim(1) + c) * from.dim(2) + h) * from.dim(3) + w;
            each.at(x, (k * from.dim(1) + c) * KERNEL + at, y);
          }
        }
      }
    }
  }

  private MemorySegment run(Trial trial, Epilogue epilogue, MemorySegment... given) {
    Tiling tiling = trial.tiling();
    WinogradPass pass = trial.pass(epilogue);
    MemorySegment result = memory(tiling.type().bytes() * tiling.into().elements());
    var buffers =
        new WinogradPass.Buffers(
            given[0],
            memory((long) tiling.type().bytes() * pass.zeros()),
            given[1],
            epilogue.bias() ? Optional.of(given[2]) : Optional.empty(),
            epilogue.residual() ? Optional.of(given[3]) : Optional.empty(),
            memory(pass.transformedBytes()),
            memory(pass.productBytes()),
            memory(pass.padBytes()),
            result);
    pass.bind(buffers, Routine::code).forEach(Runnable::run);
    return result;
  }

  private static double tolerance(Tiling tiling, double scale) {
    return tiling.type() == DataType.F32 ? TOLERANCE * scale : 0;
  }

  private static void check(Trial trial, double[] expected, MemorySegment found, double scale) {
    Tiling tiling = trial.tiling();
    for (int i = 0; i < expected.length; i++) {
      double value = Packing.get(found, tiling.type(), place(tiling.into(), tiling.blocked(), i));
      double right = rounded(tiling.type(), expected[i]);
      int element = i;
      assertEquals(right, value, tolerance(tiling, scale), () -> trial + " element " + element);
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void convolves(Trial trial) {
    Tiling tiling = trial.tiling();
    float[] x = numbers(tiling.type(), tiling.from());
    float[] weight = kernels(tiling.type(), weight(tiling));
    double[] expected = new double[Math.toIntExact(tiling.into().elements())];
    products(tiling, (i, k, y) -> expected[y] += (double) x[i] * weight[k]);
    MemorySegment found =
        run(
            trial,
            Epilogue.none(),
            pictures(x, tiling.from(), tiling),
            transformed(weight, weight(tiling), false, trial));
    check(trial, expected, found, tiling.from().dim(1));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void addsAndLimitsAfterwards(Trial trial) {
    Tiling tiling = trial.tiling();
    float[] x = numbers(tiling.type(), tiling.from());
    float[] weight = kernels(tiling.type(), weight(tiling));
    float[] bias = numbers(tiling.type(), Shape.of(tiling.into().dim(1)));
    float[] residual = numbers(tiling.type(), tiling.into());
    double[] expected = new double[Math.toIntExact(tiling.into().elements())];
    products(tiling, (i, k, y) -> expected[y] += (double) x[i] * weight[k]);
    int pixels = tiling.into().dim(2) * tiling.into().dim(3);
    for (int y = 0; y < expected.length; y++) {
      expected[y] += bias[y / pixels % bias.length] + residual[y];
    }
    MemorySegment[] given = {
      pictures(x, tiling.from(), tiling),
      transformed(weight, weight(tiling), false, trial),
      MemorySegment.ofArray(bias),
      pictures(residual, tiling.into(), tiling)
    };
    given[2] = memory(4L * bias.length).copyFrom(MemorySegment.ofArray(bias));
    for (Limits limits : List.of(Limits.relu(), new Limits(-0.5f, 2))) {
      double[] limited = new double[expected.length];
      for (int y = 0; y < limited.length; y++) {
        limited[y] = Math.min(Math.max(expected[y], limits.low()), limits.high());
      }
      MemorySegment found = run(trial, new Epilogue(true, true, Optional.of(limits)), given);
      check(trial, limited, found, tiling.from().dim(1));
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void gradientOfTheInput(Trial trial) {
    Tiling forward = trial.tiling();
    Tiling back =
        new Tiling(
            forward.type(),
            forward.into(),
            forward.from(),
            2 - forward.top(),
            2 - forward.left(),
            forward.blocked(),
            forward.grouping());
    float[] dy = numbers(forward.type(), forward.into());
    float[] weight = kernels(forward.type(), weight(forward));
    double[] expected = new double[Math.toIntExact(forward.from().elements())];
    products(forward, (x, k, y) -> expected[x] += (double) dy[y] * weight[k]);
    Trial backward = new Trial(back, trial.vectors());
    MemorySegment found =
        run(
            backward,
            Epilogue.none(),
            pictures(dy, forward.into(), forward),
            transformed(weight, weight(forward), true, backward));
    check(backward, expected, found, forward.into().dim(1));
  }

  static List<Trial> trialsOfGradients() {
    return trials().stream().filter(trial -> GradientPass.possible(trial.tiling())).toList();
  }

  @ParameterizedTest
  @MethodSource("trialsOfGradients")
  void gradientOfTheWeight(Trial trial) {
    gradient(trial, false);
  }

  static List<Trial> trialsOfGradientsOfBiases() {
    return trialsOfGradients().stream()
        .filter(trial -> trial.tiling().grouping().lanes() == 1)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("trialsOfGradientsOfBiases")
  void gradientOfTheWeightAndTheBias(Trial trial) {
    gradient(trial, true);
  }

  private void gradient(Trial trial, boolean biased) {
    Tiling tiling = trial.tiling();
    Shape shape = weight(tiling);
    float[] x = numbers(tiling.type(), tiling.from());
    float[] dy = numbers(tiling.type(), tiling.into());
    double[] expected = new double[Math.toIntExact(shape.elements())];
    products(tiling, (i, k, y) -> expected[k] += (double) x[i] * dy[y]);
    double[] sums = new double[tiling.into().dim(1)];
    int pixels = tiling.into().dim(2) * tiling.into().dim(3);
    for (int y = 0; y < dy.length; y++) {
      sums[y / pixels % sums.length] += dy[y];
    }
    GradientPass pass = new GradientPass(tiling, biased, trial.vectors());
    MemorySegment ones = memory((long) tiling.type().bytes() * pass.ones());
    for (int i = 0; i < pass.ones(); i++) {
      Packing.set(ones, tiling.type(), i, 1);
    }
    MemorySegment weight = memory(4 * shape.elements());
    MemorySegment bias = memory(4L * sums.length);
    var buffers =
        new GradientPass.Buffers(
            pictures(x, tiling.from(), tiling),
            pictures(dy, tiling.into(), tiling),
            memory((long) tiling.type().bytes() * pass.zeros()),
            ones,
            memory(pass.inputBytes()),
            memory(pass.upstreamBytes()),
            memory(pass.transformedBytes()),
            memory(pass.padBytes()),
            weight,
            biased ? Optional.of(bias) : Optional.empty());
    pass.bind(buffers, Routine::code).forEach(Runnable::run);
    double scale = Math.sqrt((double) tiling.from().dim(0) * pixels) * 4;
    for (int i = 0; i < expected.length; i++) {
      double found = weight.getAtIndex(JAVA_FLOAT, kernelPlace(shape, false, i));
      int element = i;
      assertEquals(
          expected[i], found, tolerance(tiling, scale), () -> trial + " element " + element);
    }
    for (int k = 0; biased && k < sums.length; k++) {
      assertEquals(
          sums[k], bias.getAtIndex(JAVA_FLOAT, k), tolerance(tiling, scale), trial + " bias " + k);
    }
  }
}
