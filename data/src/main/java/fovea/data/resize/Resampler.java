package fovea.data.resize;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.Arrays;

/** Applies weights to all rows of a picture and then to all columns of the result. */
final class Resampler {

  private static final int HALF = 1 << (ResizeWeights.FRACTION - 1);

  private final Picture picture;
  private final ResizeWeights rows;
  private final ResizeWeights columns;

  /** Scaled rows that are in use; row i lies in slot i modulo their number. */
  private final int[][] scaled;

  private final int[] sums;

  private Resampler(Picture picture, ResizeWeights rows, ResizeWeights columns) {
    this.picture = picture;
    this.rows = rows;
    this.columns = columns;
    // Integers, though their values are bytes: these can be added up by the vector unit.
    this.scaled = new int[rows.taps()][columns.outputs()];
    this.sums = new int[columns.outputs()];
  }

  static Picture apply(Picture picture, ResizeWeights rows, ResizeWeights columns) {
    int channels = picture.shape().channels();
    var result = new Picture(new PictureShape(channels, rows.outputs(), columns.outputs()));
    var resampler = new Resampler(picture, rows, columns);
    for (int channel = 0; channel < channels; channel++) {
      resampler.channel(channel, result);
    }
    return result;
  }

  private void channel(int channel, Picture result) {
    int height = picture.shape().height();
    int width = picture.shape().width();
    int ready = 0;
    for (int output = 0; output < rows.outputs(); output++) {
      int first = rows.first()[output];
      for (int row = Math.max(first, ready); row < first + rows.taps(); row++) {
        scaleRow((channel * height + row) * width, scaled[row % scaled.length]);
      }
      ready = first + rows.taps();
      addRows(output);
      round(result.pixels(), (channel * rows.outputs() + output) * sums.length);
    }
  }

  private void scaleRow(int from, int[] to) {
    switch (columns.taps()) {
      case 2 -> scaleBy2(from, to);
      case 3 -> scaleBy3(from, to);
      default -> scaleByMany(from, to);
    }
  }

  /** Enlarging: the same as {@link #scaleByMany} without its inner loop. */
  private void scaleBy2(int from, int[] to) {
    byte[] pixels = picture.pixels();
    int[] first = columns.first();
    int[] weights = columns.weights();
    for (int output = 0, weight = 0; output < to.length; output++, weight += 2) {
      int source = from + first[output];
      int sum = HALF + (pixels[source] & 0xFF) * weights[weight];
      sum += (pixels[source + 1] & 0xFF) * weights[weight + 1];
      to[output] = sum;
    }
    clamp(to);
  }

  /** Reducing a little, as most photos are: the same as {@link #scaleByMany}. */
  private void scaleBy3(int from, int[] to) {
    byte[] pixels = picture.pixels();
    int[] first = columns.first();
    int[] weights = columns.weights();
    for (int output = 0, weight = 0; output < to.length; output++, weight += 3) {
      int source = from + first[output];
      int sum = HALF + (pixels[source] & 0xFF) * weights[weight];
      sum += (pixels[source + 1] & 0xFF) * weights[weight + 1];
      sum += (pixels[source + 2] & 0xFF) * weights[weight + 2];
      to[output] = sum;
    }
    clamp(to);
  }

  private void scaleByMany(int from, int[] to) {
    byte[] pixels = picture.pixels();
    int taps = columns.taps();
    int[] first = columns.first();
    int[] weights = columns.weights();
    for (int output = 0, weight = 0; output < to.length; output++) {
      int source = from + first[output];
      int sum = HALF;
      for (int tap = 0; tap < taps; tap++, weight++) {
        sum += (pixels[source + tap] & 0xFF) * weights[weight];
      }
      to[output] = sum;
    }
    clamp(to);
  }

  private void addRows(int output) {
    Arrays.fill(sums, HALF);
    int first = rows.first()[output];
    for (int tap = 0; tap < rows.taps(); tap++) {
      int weight = rows.weights()[output * rows.taps() + tap];
      add(scaled[(first + tap) % scaled.length], weight, sums);
    }
  }

  private static void add(int[] row, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i] * weight;
    }
  }

  private void round(byte[] result, int offset) {
    clamp(sums);
    // A loop of its own: one that has bytes and integers to calculate would not be vectorized.
    for (int i = 0; i < sums.length; i++) {
      result[offset + i] = (byte) sums[i];
    }
  }

  /** A spline overshoots, and thousands of rounded weights may add up to more than one. */
  private static void clamp(int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.max(0, Math.min(sums[i] >> ResizeWeights.FRACTION, 255));
    }
  }
}
