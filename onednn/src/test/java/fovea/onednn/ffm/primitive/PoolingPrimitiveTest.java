package fovea.onednn.ffm.primitive;

import static fovea.onednn.ffm.Values.assertClose;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.Run;
import fovea.onednn.ffm.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolingPrimitiveTest {
  private static final FormatTag NCHW = FormatTag.of("nchw");
  private static final double ROUNDING = 1e-6;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  record Case(
      PoolingPrimitive.Algorithm algorithm,
      FormatTag layout,
      int channels,
      int size,
      int window,
      WindowAxis axis) {
    static final int BATCH = 2;

    int outputs() {
      return axis.outputs(size, window);
    }

    PoolingPrimitive.Windows windows() {
      return new PoolingPrimitive.Windows(algorithm, List.of(window, window), List.of(axis, axis));
    }

    MemoryDesc source() {
      return MemoryDesc.of(DataType.F32, layout, BATCH, channels, size, size);
    }

    MemoryDesc destination() {
      return MemoryDesc.of(DataType.F32, layout, BATCH, channels, outputs(), outputs());
    }
  }

  static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (PoolingPrimitive.Algorithm algorithm : PoolingPrimitive.Algorithm.values()) {
      for (FormatTag layout : List.of(NCHW, FormatTag.NCHW16C, FormatTag.NHWC)) {
        for (int channels : new int[] {1, 5, 16, 33}) {
          cases.add(new Case(algorithm, layout, channels, 8, 2, WindowAxis.dense().stride(2)));
          cases.add(
              new Case(algorithm, layout, channels, 7, 3, WindowAxis.dense().stride(2).pad(1, 1)));
          cases.add(new Case(algorithm, layout, channels, 6, 6, WindowAxis.dense()));
        }
      }
    }
    // The last window hangs over the end, as with PyTorch's ceil_mode; only the maximum means the
    // same there.
    cases.add(
        new Case(
            PoolingPrimitive.Algorithm.MAX, NCHW, 3, 6, 3, WindowAxis.dense().stride(2).pad(0, 1)));
    cases.add(
        new Case(
            PoolingPrimitive.Algorithm.MAX,
            FormatTag.NCHW16C,
            20,
            6,
            3,
            WindowAxis.dense().stride(2).pad(0, 1)));
    cases.add(
        new Case(
            PoolingPrimitive.Algorithm.MAX,
            FormatTag.NCHW16C,
            20,
            8,
            2,
            WindowAxis.dense().dilation(3).pad(1, 1)));
    return cases;
  }

  /**
   * Whole numbers make many ties: of equal maxima the first in reading order gets the gradient, as
   * in PyTorch.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLoops(Case c) {
    var random = new Random(c.channels * 7L + c.size);
    float[] source = Values.wholeNumbers(random, c.source().dims());
    float[] upstream = Values.wholeNumbers(random, c.destination().dims());
    var expected = new PoolingLoops(c, source, upstream);

    PrimitiveDesc forward =
        PoolingPrimitive.forward(Propagation.TRAINING, c.windows(), c.source(), c.destination());
    Run run = new Run(forward).in(Arg.SOURCE, source).out(Arg.DESTINATION);
    boolean kept = !forward.workspace().isNone();
    if (kept) {
      run.out(Arg.WORKSPACE);
    }
    String by = c + " by " + forward;
    assertClose(expected.output(), run.run().get(Arg.DESTINATION), ROUNDING, by);

    PrimitiveDesc backward =
        PoolingPrimitive.backward(c.windows(), c.source(), c.destination(), forward);
    Run back = new Run(backward).in(Arg.DESTINATION_GRADIENT, upstream).out(Arg.SOURCE_GRADIENT);
    if (kept) {
      back.give(Arg.WORKSPACE, forward.workspace(), run.buffer(Arg.WORKSPACE));
    }
    float[] gradient = back.run().get(Arg.SOURCE_GRADIENT);
    assertClose(expected.gradient(), gradient, ROUNDING, "gradient of " + by);
  }

  /** Pooling by the definition. */
  private static final class PoolingLoops {
    private final Case c;
    private final float[] source;
    private final double[] output;
    private final double[] gradient;

    PoolingLoops(Case c, float[] source, float[] upstream) {
      this.c = c;
      this.source = source;
      output = new double[upstream.length];
      gradient = new double[source.length];
      int at = 0;
      for (int plane = 0; plane < Case.BATCH * c.channels; plane++) {
        for (int oy = 0; oy < c.outputs(); oy++) {
          for (int ox = 0; ox < c.outputs(); ox++) {
            window(at, plane, oy, ox, upstream[at]);
            at++;
          }
        }
      }
    }

    double[] output() {
      return output;
    }

    double[] gradient() {
      return gradient;
    }

    private void window(int at, int plane, int oy, int ox, float upstream) {
      List<Integer> inside = inside(plane, oy, ox);
      if (c.algorithm == PoolingPrimitive.Algorithm.MAX) {
        int best = inside.getFirst();
        for (int i : inside) {
          best = source[i] > source[best] ? i : best;
        }
        output[at] = source[best];
        gradient[best] += upstream;
        return;
      }
      int size =
          c.algorithm == PoolingPrimitive.Algorithm.AVERAGE_WITH_PADDING
              ? c.window * c.window
              : inside.size();
      for (int i : inside) {
        output[at] += (double) source[i] / size;
        gradient[i] += (double) upstream / size;
      }
    }

    private List<Integer> inside(int plane, int oy, int ox) {
      var inside = new ArrayList<Integer>();
      for (int ky = 0; ky < c.window; ky++) {
        for (int kx = 0; kx < c.window; kx++) {
          int y = oy * c.axis.stride() - c.axis.padLow() + ky * c.axis.dilation();
          int x = ox * c.axis.stride() - c.axis.padLow() + kx * c.axis.dilation();
          if (y >= 0 && y < c.size && x >= 0 && x < c.size) {
            inside.add((plane * c.size + y) * c.size + x);
          }
        }
      }
      return inside;
    }
  }
}
