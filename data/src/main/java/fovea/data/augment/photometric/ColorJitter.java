package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes brightness, contrast, saturation and hue, each as the augmentation of its name does, in
 * an order drawn for each picture (Howard 2013).
 *
 * @param brightness its strength, from 0 to 1; by default 0.4, as that of contrast and saturation
 * @param contrast its strength, from 0 to 1
 * @param saturation its strength, from 0 to 1
 * @param hue its strength, a share of the circle of colors from 0 to 0.5; by default 0.1
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue)
    implements Augment {
  static final String NAME = "color_jitter";

  /** Its name and fields in files. */
  public static final Codec<ColorJitter> CODEC =
      new Codec<>(
              NAME,
              ColorJitter.class,
              jitter ->
                  JsonObject.empty()
                      .with("brightness", jitter.brightness)
                      .with("contrast", jitter.contrast)
                      .with("saturation", jitter.saturation)
                      .with("hue", jitter.hue),
              json ->
                  new ColorJitter(
                      json.real("brightness"),
                      json.real("contrast"),
                      json.real("saturation"),
                      json.real("hue")))
          .usual(new ColorJitter());

  /**
   * Checks the strengths.
   *
   * @throws DataException if one of the first three is not from 0 to 1, or the last not from 0 to
   *     0.5
   */
  public ColorJitter {
    AugmentChecks.between(NAME, "a " + Brightness.NAME, brightness, 0, 1);
    AugmentChecks.between(NAME, "a " + Contrast.NAME, contrast, 0, 1);
    AugmentChecks.between(NAME, "a " + Saturation.NAME, saturation, 0, 1);
    AugmentChecks.between(NAME, "a " + Hue.NAME, hue, 0, Hue.MOST);
  }

  /** Strengths of 0.4, 0.4, 0.4 and 0.1. */
  public ColorJitter() {
    this(0.4, 0.4, 0.4, 0.1);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    List<Augment> parts =
        new ArrayList<>(
            List.of(
                new Brightness(brightness),
                new Contrast(contrast),
                new Saturation(saturation),
                new Hue(hue)));
    Picture changed = picture;
    while (!parts.isEmpty()) {
      changed = parts.remove(random.nextInt(parts.size())).apply(changed, random);
    }
    return changed;
  }
}
