package fovea.data.augment.pipeline;

import fovea.data.augment.CounterRandom;
import fovea.data.augment.geometric.Rotate;
import fovea.data.augment.geometric.Translate;
import fovea.data.augment.photometric.AutoContrast;
import fovea.data.augment.photometric.Brightness;
import fovea.data.augment.photometric.Contrast;
import fovea.data.augment.photometric.Equalize;
import fovea.data.augment.photometric.Posterize;
import fovea.data.augment.photometric.Saturation;
import fovea.data.augment.photometric.Sharpness;
import fovea.data.augment.photometric.Solarize;
import fovea.data.pixels.Picture;
import fovea.data.resize.Border;
import fovea.data.warp.Affine;

/** How far the changes of a policy go at most; torchvision's numbers. */
enum PolicySpace {
  /** Of RandAugment. */
  USUAL(0.3, 30, 0.9, 4),
  /** Of TrivialAugment. */
  WIDE(0.99, 135, 0.99, 6);

  /** Levels from none to the largest change. */
  static final int STEPS = 30;

  private static final double SHARE = 150.0 / 331;
  private static final int PIXELS = 32;
  private static final int BITS = 8;
  private static final int WHITE = 255;

  private final double slope;
  private final double degrees;
  private final double factor;
  private final int bits;

  PolicySpace(double slope, double degrees, double factor, int bits) {
    this.slope = slope;
    this.degrees = degrees;
    this.factor = factor;
    this.bits = bits;
  }

  /** Draws one of the changes, and its direction. */
  Picture apply(Picture picture, int step, CounterRandom random) {
    PolicyOperation[] all = PolicyOperation.values();
    PolicyOperation operation = all[random.nextInt(all.length)];
    double level = (double) step / STEPS;
    boolean negative = operation.signed() && random.nextInt(2) == 1;
    return apply(picture, operation, negative ? -level : level);
  }

  /**
   * A change by {@code level}, at most 1 and for a change of two directions at least -1, else 0.
   */
  Picture apply(Picture picture, PolicyOperation operation, double level) {
    return switch (operation) {
      case IDENTITY -> picture;
      case SHEAR_X -> Affine.shear(angle(level), 0).apply(picture, Border.BLACK);
      case SHEAR_Y -> Affine.shear(0, angle(level)).apply(picture, Border.BLACK);
      case TRANSLATE_X ->
          Translate.translate(picture, pixels(level, picture.shape().width()), 0, Border.BLACK);
      case TRANSLATE_Y ->
          Translate.translate(picture, 0, pixels(level, picture.shape().height()), Border.BLACK);
      case ROTATE -> Rotate.rotate(picture, level * degrees, Border.BLACK);
      case BRIGHTNESS -> Brightness.adjust(picture, 1 + level * factor);
      case SATURATION -> Saturation.adjust(picture, 1 + level * factor);
      case CONTRAST -> Contrast.adjust(picture, 1 + level * factor);
      case SHARPNESS -> Sharpness.adjust(picture, 1 + level * factor);
      case POSTERIZE -> Posterize.reduce(picture, BITS - (int) Math.rint(level * bits));
      case SOLARIZE -> Solarize.invert(picture, WHITE * (1 - level));
      case AUTO_CONTRAST -> AutoContrast.stretch(picture);
      case EQUALIZE -> Equalize.spread(picture);
    };
  }

  private double angle(double level) {
    return StrictMath.toDegrees(StrictMath.atan(level * slope));
  }

  private int pixels(double level, int length) {
    return (int)
        (level
            * switch (this) {
              case USUAL -> SHARE * length;
              case WIDE -> PIXELS;
            });
  }
}
