package fovea.data.augment.pipeline;

/** The changes from which RandAugment and TrivialAugment draw. */
enum PolicyOperation {
  IDENTITY(false),
  SHEAR_X(true),
  SHEAR_Y(true),
  TRANSLATE_X(true),
  TRANSLATE_Y(true),
  ROTATE(true),
  BRIGHTNESS(true),
  SATURATION(true),
  CONTRAST(true),
  SHARPNESS(true),
  POSTERIZE(false),
  SOLARIZE(false),
  AUTO_CONTRAST(false),
  EQUALIZE(false);

  private final boolean signed;

  PolicyOperation(boolean signed) {
    this.signed = signed;
  }

  /** Whether there are two directions, of which one is drawn. */
  boolean signed() {
    return signed;
  }
}
