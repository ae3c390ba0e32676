package fovea.data.picture;

import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;

/**
 * What is bright in a picture with a dark background: where it lies and how bright it is.
 *
 * @param picture light on dark
 * @param background its level at the border
 * @param peak the level that only one pixel in a thousand exceeds
 */
record Ink(Picture picture, int background, int peak) {

  /** A range of brightness below this counts as blank. */
  private static final int FAINTEST = 24;

  /** Shares of the range between background and peak that count as nothing and as full ink. */
  private static final double FLOOR = 0.15;

  private static final double CEILING = 0.85;

  static Ink of(Picture picture) {
    var counts = new int[256];
    for (byte value : picture.pixels()) {
      counts[value & 0xFF]++;
    }
    int peak = 255;
    for (int above = counts[peak];
        peak > 0 && above <= picture.pixels().length / 1_000;
        above += counts[peak]) {
      peak--;
    }
    int background = borderLevel(picture);
    if (peak - background < FAINTEST) {
      throw new DataException(
          "picture",
          "expected something that stands out from its background, found it blank",
          "Give a picture with more contrast and a margin around what it shows");
    }
    return new Ink(picture, background, peak);
  }

  /** The median of the outermost pixels. */
  static int borderLevel(Picture picture) {
    PictureShape shape = picture.shape();
    var counts = new int[256];
    int total = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        boolean edge = row == 0 || row == shape.height() - 1;
        int step = edge ? 1 : Math.max(1, shape.width() - 1);
        for (int column = 0; column < shape.width(); column += step) {
          counts[picture.at(channel, row, column)]++;
          total++;
        }
      }
    }
    int level = 0;
    for (int below = counts[0]; 2 * below < total; below += counts[level]) {
      level++;
    }
    return level;
  }

  static Picture inverted(Picture picture) {
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ~pixels[i];
    }
    return new Picture(picture.shape(), pixels);
  }

  /** The same with a black background and white ink: paper has shades, a pencil is gray. */
  Ink withFullContrast() {
    double low = background + FLOOR * (peak - background);
    double high = background + CEILING * (peak - background);
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      double share = ((pixels[i] & 0xFF) - low) / (high - low);
      pixels[i] = (byte) Math.round(255 * Math.clamp(share, 0, 1));
    }
    return new Ink(new Picture(picture.shape(), pixels), 0, 255);
  }

  /** The smallest part of the picture that holds all that exceeds the floor. */
  Picture trimmed() {
    PictureShape shape = picture.shape();
    double floor = background + FLOOR * (peak - background);
    int top = shape.height();
    int bottom = 0;
    int left = shape.width();
    int right = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        if (exceeds(row, column, floor)) {
          top = Math.min(top, row);
          bottom = Math.max(bottom, row + 1);
          left = Math.min(left, column);
          right = Math.max(right, column + 1);
        }
      }
    }
    return cut(new PictureShape(shape.channels(), bottom - top, right - left), top, left);
  }

  /** Places a picture on black so that its center of mass is in the middle. */
  static Picture centeredByMass(Picture picture, PictureShape target) {
    PictureShape shape = picture.shape();
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        int value = picture.at(0, row, column);
        mass += value;
        momentX += value * (column + 0.5);
        momentY += value * (row + 0.5);
      }
    }
    int top = (int) Math.round(target.height() / 2.0 - momentY / mass);
    int left = (int) Math.round(target.width() / 2.0 - momentX / mass);
    var placed = new Picture(target);
    for (int channel = 0; channel < target.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          int y = row + top;
          int x = column + left;
          if (y >= 0 && y < target.height() && x >= 0 && x < target.width()) {
            placed.pixels()[(channel * target.height() + y) * target.width() + x] =
                (byte) picture.at(channel, row, column);
          }
        }
      }
    }
    return placed;
  }

  private boolean exceeds(int row, int column, double floor) {
    for (int channel = 0; channel < picture.shape().channels(); channel++) {
      if (picture.at(channel, row, column) > floor) {
        return true;
      }
    }
    return false;
  }

  private Picture cut(PictureShape part, int top, int left) {
    var pixels = new byte[part.values()];
    for (int channel = 0; channel < part.channels(); channel++) {
      for (int row = 0; row < part.height(); row++) {
        System.arraycopy(
            picture.pixels(),
            (channel * picture.shape().height() + row + top) * picture.shape().width() + left,
            pixels,
            (channel * part.height() + row) * part.width(),
            part.width());
      }
    }
    return new Picture(part, pixels);
  }
}
