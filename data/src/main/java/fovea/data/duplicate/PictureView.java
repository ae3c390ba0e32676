package fovea.data.duplicate;

import fovea.data.pixels.CropBox;
import fovea.data.pixels.Picture;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;

/**
 * A part of a picture, very small: its hash, its brightness and its colors.
 *
 * @param hash of its frequencies
 * @param gray brightness, {@code [GRAY, GRAY]}, less its mean, of length 1
 * @param colors {@code [3, COLORS, COLORS]}, from 0 to 255
 * @param contrast standard deviation of the brightness, from 0 to 127
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record PictureView(long hash, float[] gray, float[] colors, double contrast) {

  private static final int GRAY = 16;
  private static final int COLORS = 8;

  /** That of a part of a picture in color. */
  static PictureView of(Picture picture, CropBox box) {
    Picture part = picture.part(box.top(), box.left(), box.height(), box.width());
    int side = FrequencyHash.SIDE;
    Picture small = Resize.scale(part, Interpolation.BILINEAR, side, side);
    float[] fine = averages(small.channels(1), side);
    long hash = FrequencyHash.of(fine);
    float[] gray = averages(small.channels(1), GRAY);
    double mean = 0;
    for (float value : gray) {
      mean += value / gray.length;
    }
    double squares = 0;
    for (int i = 0; i < gray.length; i++) {
      gray[i] -= (float) mean;
      squares += gray[i] * gray[i];
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < gray.length; i++) {
      gray[i] *= scale;
    }
    return new PictureView(hash, gray, averages(small, COLORS), Math.sqrt(squares / gray.length));
  }

  /** Correlation of the brightness, from -1 to 1. */
  double correlation(PictureView other) {
    double sum = 0;
    for (int i = 0; i < gray.length; i++) {
      sum += gray[i] * other.gray[i];
    }
    return sum;
  }

  /** Mean distance of the colors, from 0 to 255. */
  double colorDistance(PictureView other) {
    double sum = 0;
    for (int i = 0; i < colors.length; i++) {
      sum += Math.abs(colors[i] - other.colors[i]);
    }
    return sum / colors.length;
  }

  /** Number of bits in which the hashes differ. */
  int hashDistance(PictureView other) {
    return Long.bitCount(hash ^ other.hash);
  }

  /** Averages of square blocks, {@code side} along each axis of each channel. */
  private static float[] averages(Picture picture, int side) {
    int channels = picture.shape().channels();
    int block = picture.shape().width() / side;
    var averages = new float[channels * side * side];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < side * block; y++) {
        for (int x = 0; x < side * block; x++) {
          averages[(channel * side + y / block) * side + x / block] +=
              (float) picture.at(channel, y, x) / (block * block);
        }
      }
    }
    return averages;
  }
}
