package fovea.onednn.moments;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means and variances against sums in f64. */
class ChannelMomentsTest {

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  /** Expected numbers of a channel. */
  private record Moments(double mean, double variance) {}

  private static Moments expected(float[] x, int channels, int area, int channel) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int pass = 0; pass < 2; pass++) {
      count = 0;
      for (int i = 0; i < x.length; i++) {
        if (i / area % channels == channel) {
          double distance = x[i] - sum;
          squares += pass == 0 ? 0 : distance * distance;
          count++;
        }
      }
      if (pass == 0) {
        for (int i = 0; i < x.length; i++) {
          sum += i / area % channels == channel ? (double) x[i] / count : 0;
        }
        squares = 0;
      }
    }
    return new Moments(sum, squares / count);
  }

  private static MemorySegment floats(int count) {
    return Arena.ofAuto().allocate(JAVA_FLOAT, count);
  }

  private static void run(MemoryDesc desc, ChannelMoments.Buffers at) {
    ChannelMoments.over(desc).orElseThrow().bind(at, Routine::code).run();
  }

  @ParameterizedTest
  @CsvSource({
    "nChw16c, 2, 16, 5, 7, 0", "nChw16c, 3, 48, 17, 17, 3", "nChw16c, 1, 40, 3, 1, -50",
    "nhwc, 2, 16, 5, 7, 0", "nhwc, 5, 64, 9, 13, 1000", "nhwc, 1, 16, 1, 1, 2",
    "nChw16c, 2, 16, 60, 60, 7", "nhwc, 2, 16, 60, 60, 7"
  })
  void agreesWithSumsInDoublePrecision(
      FormatTag layout, int n, int c, int h, int w, double center) {
    var random = new Random(n + 31L * c + h);
    float[] x = new float[n * c * h * w];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (center + random.nextGaussian());
    }
    MemoryDesc desc = MemoryDesc.of(DataType.F32, layout, n, c, h, w);
    var at = new ChannelMoments.Buffers(Packing.pack(desc, x), floats(c), floats(c));
    run(desc, at);
    for (int channel = 0; channel < c; channel++) {
      Moments wanted = expected(x, c, h * w, channel);
      double mean = at.mean().getAtIndex(JAVA_FLOAT, channel);
      double variance = at.variance().getAtIndex(JAVA_FLOAT, channel);
      assertEquals(wanted.mean, mean, 1e-6 + Math.ulp((float) center), "mean of " + channel);
      assertEquals(wanted.variance, variance, 2e-6 * wanted.variance, "variance of " + channel);
    }
  }

  @Test
  void tenMillionElementsLoseNoDigits() {
    int channels = 16;
    int pixels = 10_000_000 / channels;
    MemoryDesc desc = MemoryDesc.of(DataType.F32, FormatTag.NHWC, 1, channels, pixels / 25, 25);
    MemorySegment x = floats(channels * pixels);
    for (long i = 0; i < (long) channels * pixels; i++) {
      x.setAtIndex(JAVA_FLOAT, i, 0.1f + (i / channels % 2) * 0.2f);
    }
    var at = new ChannelMoments.Buffers(x, floats(channels), floats(channels));
    run(desc, at);
    for (int channel = 0; channel < channels; channel++) {
      assertEquals(0.2, at.mean().getAtIndex(JAVA_FLOAT, channel), 1e-7);
      assertEquals(0.01, at.variance().getAtIndex(JAVA_FLOAT, channel), 1e-8);
    }
  }

  @Test
  void theResultDependsOnNoThreadWhereChannelsAreShared() {
    int before = OpenMp.threads();
    MemoryDesc desc = MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 4, 64, 31, 31);
    var random = new Random(9);
    float[] values = new float[4 * 64 * 31 * 31];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    var one = new ChannelMoments.Buffers(Packing.pack(desc, values), floats(64), floats(64));
    var three = new ChannelMoments.Buffers(one.x(), floats(64), floats(64));
    try {
      OpenMp.setThreads(1);
      run(desc, one);
      OpenMp.setThreads(3);
      run(desc, three);
    } finally {
      OpenMp.setThreads(before);
    }
    assertEquals(-1, one.mean().mismatch(three.mean()));
    assertEquals(-1, one.variance().mismatch(three.variance()));
  }

  @Test
  void whatIsNoNumberShows() {
    MemoryDesc desc = MemoryDesc.of(DataType.F32, FormatTag.NHWC, 1, 16, 4, 4);
    MemorySegment x = floats(256);
    x.setAtIndex(JAVA_FLOAT, 35, Float.NaN);
    var at = new ChannelMoments.Buffers(x, floats(16), floats(16));
    run(desc, at);
    assertTrue(Float.isNaN(at.mean().getAtIndex(JAVA_FLOAT, 3)));
    assertTrue(Float.isNaN(at.variance().getAtIndex(JAVA_FLOAT, 3)));
    assertEquals(0, at.mean().getAtIndex(JAVA_FLOAT, 4));
  }

  @Test
  void otherLayoutsAreLeftToOneDnn() {
    assertTrue(
        ChannelMoments.over(MemoryDesc.of(DataType.F32, FormatTag.of("nchw"), 2, 16, 5, 5))
            .isEmpty());
    assertTrue(
        ChannelMoments.over(MemoryDesc.of(DataType.F32, FormatTag.NHWC, 2, 6, 5, 5)).isEmpty());
  }
}
