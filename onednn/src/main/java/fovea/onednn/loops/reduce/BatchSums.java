package fovea.onednn.loops.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.loops.BroadcastInput;
import fovea.onednn.loops.ElementwiseLoop;
import fovea.onednn.loops.LoopAxis;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Batch normalization's sums over so many numbers that those of oneDNN, in f32 one by one, drift:
 * by percents at ten million.
 */
public final class BatchSums {
  private static final int CHUNK = Reducing.MOST;
  private static final ThreadLocal<float[][]> LANES =
      ThreadLocal.withInitial(() -> new float[2][CHUNK]);

  private BatchSums() {}

  /**
   * A batch of f32 numbers.
   *
   * @param axes as it lies, with steps in a vector of channels
   * @param count of the numbers of a channel
   */
  public record Batch(List<LoopAxis> axes, long count, MemorySegment numbers) {
    private SumLoop mean(ReduceLoop.Source source, MemorySegment to) {
      return new SumLoop(axes, 1.0 / count, source, to);
    }

    private BroadcastInput each(MemorySegment channels) {
      return new BroadcastInput(channels, axes);
    }
  }

  /** Mean and biased variance of each channel. */
  public record Moments(MemorySegment mean, MemorySegment variance) {
    private double deviation(long channel, double epsilon) {
      return Math.sqrt(variance.getAtIndex(JAVA_FLOAT, channel) + epsilon);
    }
  }

  /** Computes the moments of a batch. */
  public static Runnable moments(Batch batch, Moments moments) {
    Runnable mean = batch.mean(ReduceLoop.Source.of(batch.numbers), moments.mean);
    BroadcastInput means = batch.each(moments.mean);
    Runnable variance =
        batch.mean(
            (lane, at, length) -> {
              float[] center = LANES.get()[0];
              means.read(center, at, length);
              copy(batch.numbers, lane, at, length);
              for (int i = 0; i < length; i++) {
                float apart = lane[i] - center[i];
                lane[i] = apart * apart;
              }
            },
            moments.variance);
    return () -> {
      mean.run();
      variance.run();
    };
  }

  /**
   * What the gradient of a batch normalization needs.
   *
   * @param gamma the scales of channels
   * @param inner the upstream gradient divided by the deviation; becomes the gradient of the batch
   * @param gammaGradient result
   * @param betaGradient result
   * @param shift room for a number for each channel
   * @param slope the same
   */
  public record Gradient(
      MemorySegment gamma,
      MemorySegment inner,
      MemorySegment gammaGradient,
      MemorySegment betaGradient,
      MemorySegment shift,
      MemorySegment slope) {}

  /** Completes a gradient in which mean and variance were constants. */
  public static Runnable gradient(Batch batch, Moments moments, double epsilon, Gradient at) {
    Runnable shift = batch.mean(ReduceLoop.Source.of(at.inner), at.shift);
    BroadcastInput means = batch.each(moments.mean);
    Runnable slope =
        batch.mean(
            (lane, from, length) -> {
              float[][] lanes = LANES.get();
              means.read(lanes[0], from, length);
              copy(batch.numbers, lanes[1], from, length);
              copy(at.inner, lane, from, length);
              multiply(lane, lanes[1], lanes[0], length);
            },
            at.slope);
    Runnable whole = new Completion(batch, moments, at);
    return () -> {
      shift.run();
      slope.run();
      channels(batch.count, moments, epsilon, at);
      whole.run();
    };
  }

  private static void channels(long count, Moments moments, double epsilon, Gradient at) {
    for (long c = 0; c < at.gamma.byteSize() / Float.BYTES; c++) {
      double deviation = moments.deviation(c, epsilon);
      double shift = at.shift.getAtIndex(JAVA_FLOAT, c);
      double slope = at.slope.getAtIndex(JAVA_FLOAT, c);
      at.betaGradient.setAtIndex(JAVA_FLOAT, c, (float) (shift * count * deviation));
      at.gammaGradient.setAtIndex(JAVA_FLOAT, c, (float) (slope * count));
      at.slope.setAtIndex(JAVA_FLOAT, c, (float) (slope / (deviation * deviation)));
    }
  }

  private static void multiply(float[] lane, float[] x, float[] mean, int length) {
    for (int i = 0; i < length; i++) {
      lane[i] *= x[i] - mean[i];
    }
  }

  private static void copy(MemorySegment from, float[] lane, long at, int length) {
    MemorySegment.copy(from, JAVA_FLOAT, at * Float.BYTES, lane, 0, length);
  }

  /** {@code gamma * (inner - shift - (x - mean) * slope)}. */
  private static final class Completion extends ElementwiseLoop {
    Completion(Batch batch, Moments moments, Gradient at) {
      super(
          List.of(
              BroadcastInput.whole(at.inner),
              BroadcastInput.whole(batch.numbers),
              batch.each(moments.mean),
              batch.each(at.gamma),
              batch.each(at.shift),
              batch.each(at.slope)),
          at.inner);
    }

    @Override
    public void compute(float[][] lanes, long from, int length) {
      float[] inner = lanes[0];
      float[] x = lanes[1];
      float[] mean = lanes[2];
      float[] gamma = lanes[3];
      float[] shift = lanes[4];
      float[] slope = lanes[5];
      for (int i = 0; i < length; i++) {
        inner[i] = gamma[i] * (inner[i] - shift[i] - (x[i] - mean[i]) * slope[i]);
      }
    }
  }
}
