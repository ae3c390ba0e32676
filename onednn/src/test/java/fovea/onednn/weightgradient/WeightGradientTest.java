package fovea.onednn.weightgradient;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pass against loops, with whole numbers so small that sums must come out exactly. */
class WeightGradientTest {
  private final Arena arena = Arena.ofShared();
  private final Random random = new Random(5);

  /** A convolution and how its gradient is made. */
  record Trial(Pixels source, int outputs, boolean blocked, Shares shares) {
    Shape into() {
      return Shape.of(source.shape().dim(0), outputs, source.height(), source.width());
    }

    WeightGradient pass() {
      return new WeightGradient(source, Pixels.of(into(), blocked), shares);
    }

    Shape weight() {
      Window.Size kernel = source.window().kernel();
      return Shape.of(outputs, source.shape().dim(1), kernel.h(), kernel.w());
    }
  }

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    Natives.assumeBf16();
  }

  @AfterEach
  void free() {
    arena.close();
  }

  static Stream<Trial> trials() {
    Window one = Window.of(1);
    return Stream.of(
            new Shares(1, 1, 1), new Shares(1, 2, 1), new Shares(3, 1, 1), new Shares(2, 1, 2))
        .flatMap(
            shares ->
                Stream.of(true, false)
                    .flatMap(
                        blocked ->
                            Stream.of(
                                trial(one, blocked, 2, 32, 64, 12, 15, shares),
                                // An odd number of pixels, a single block left over.
                                trial(one, blocked, 3, 48, 112, 7, 5, shares),
                                trial(one.stride(2), blocked, 2, 32, 96, 9, 11, shares),
                                trial(Window.of(3).padding(1), blocked, 1, 32, 64, 5, 6, shares),
                                trial(
                                    Window.of(3).stride(2).padding(1),
                                    blocked,
                                    3,
                                    32,
                                    64,
                                    8,
                                    7,
                                    shares),
                                trial(
                                    Window.of(2).dilation(3).padding(2),
                                    blocked,
                                    2,
                                    64,
                                    80,
                                    6,
                                    5,
                                    shares),
                                // More blocks, and more pixels, than fit at a time.
                                trial(one, blocked, 2, 1072, 64, 3, 3, shares),
                                trial(one, blocked, 2, 32, 64, 30, 31, shares))));
  }

  private static Trial trial(
      Window window,
      boolean blocked,
      int pictures,
      int channels,
      int outputs,
      int height,
      int width,
      Shares shares) {
    Shape from = Shape.of(pictures, channels, height, width);
    return new Trial(new Pixels(from, blocked, window), outputs, !blocked, shares);
  }

  private static MemorySegment pictures(float[] numbers, Shape shape, boolean blocked) {
    FormatTag layout = blocked ? FormatTag.NCHW16C : FormatTag.NHWC;
    return Packing.pack(MemoryDesc.of(DataType.BF16, layout, dims(shape)), numbers);
  }

  private static long[] dims(Shape shape) {
    return IntStream.range(0, shape.rank()).mapToLong(shape::dim).toArray();
  }

  private static int w(Shape shape, int index) {
    return index % shape.dim(3);
  }

  private static int h(Shape shape, int index) {
    return index / shape.dim(3) % shape.dim(2);
  }

  private static int c(Shape shape, int index) {
    return index / shape.dim(3) / shape.dim(2) % shape.dim(1);
  }

  private static int n(Shape shape, int index) {
    return index / shape.dim(3) / shape.dim(2) / shape.dim(1);
  }

  /** Row-major {@code [k, c, kh, kw]}, by the definition. */
  private static double[] expected(Trial trial, float[] x, float[] dy) {
    Shape from = trial.source().shape();
    Shape into = trial.into();
    Window window = trial.source().window();
    Shape weight = trial.weight();
    double[] sums = new double[Math.toIntExact(weight.elements())];
    for (int y = 0; y < dy.length; y++) {
      for (int tap = 0; tap < weight.dim(2) * weight.dim(3); tap++) {
        int row = tap / weight.dim(3);
        int column = tap % weight.dim(3);
        int h =
            h(into, y) * window.stride().h() + row * window.dilation().h() - window.padding().top();
        int w =
            w(into, y) * window.stride().w()
                + column * window.dilation().w()
                - window.padding().left();
        if (h >= 0 && h < from.dim(2) && w >= 0 && w < from.dim(3)) {
          for (int c = 0; c < from.dim(1); c++) {
            int pixel = ((n(into, y) * from.dim(1) + c) * from.dim(2) + h) * from.dim(3) + w;
            int element =
                ((c(into, y) * from.dim(1) + c) * weight.dim(2) + row) * weight.dim(3) + column;
            sums[element] += (double) x[pixel] * dy[y];
          }
        }
      }
    }
    return sums;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void sumsUpTheProductsOfAllPixels(Trial trial) {
    float[] x = Values.wholeNumbers(random, trial.source().shape().elements());
    float[] dy = Values.wholeNumbers(random, trial.into().elements());
    Shape shape = trial.weight();
    WeightGradient pass = trial.pass();
    MemorySegment weight = arena.allocate(JAVA_FLOAT, shape.elements());
    MemorySegment pairs = arena.allocate(pass.pairBytes(), 64).fill((byte) -1);
    MemorySegment sums = arena.allocate(pass.sumBytes(), 64).fill((byte) -1);
    weight.fill((byte) -1);
    var buffers =
        new WeightGradient.Buffers(
            pictures(x, trial.source().shape(), trial.source().blocked()),
            pictures(dy, trial.into(), trial.blocked()),
            pairs,
            sums,
            weight);
    List<Runnable> parts = pass.bind(buffers, Routine::code);
    parts.forEach(Runnable::run);
    parts.forEach(Runnable::run);
    double[] expected = expected(trial, x, dy);
    MemoryDesc layout = MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, dims(shape));
    float[] found = Packing.unpack(layout, weight);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], trial + " element " + i);
    }
  }
}
