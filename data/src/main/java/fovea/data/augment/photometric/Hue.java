package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Turns the hues of a picture around the circle of colors, by a share of it drawn from {@code
 * -strength} to {@code strength}. Pictures without color stay as they are.
 *
 * @param strength the largest share of the circle, from 0 to 0.5, which is half of it; by default
 *     0.1
 */
public record Hue(double strength) implements Augment {
  static final String NAME = "hue";

  /** Its name and fields in files. */
  public static final Codec<Hue> CODEC =
      new Codec<>(
              NAME,
              Hue.class,
              hue -> JsonObject.empty().with("strength", hue.strength),
              json -> new Hue(json.real("strength")))
          .usual(new Hue());

  static final double MOST = 0.5;

  private static final int SECTORS = 6;

  /**
   * Checks the strength.
   *
   * @throws DataException if it is below 0 or above 0.5
   */
  public Hue {
    AugmentChecks.between(NAME, "a strength", strength, 0, MOST);
  }

  /** Turns of up to a tenth of the circle each way. */
  public Hue() {
    this(0.1);
  }

  /**
   * The picture with its hues turned.
   *
   * @param turn share of the circle, from red over green to blue: at 1/3 red becomes green
   */
  public static Picture adjust(Picture picture, double turn) {
    if (!Planes.colored(picture)) {
      return picture;
    }
    var changed = new Picture(picture.shape());
    // From 1 to 2 circles, so that no hue becomes negative.
    double whole = turn - Math.floor(turn) + 1;
    turn(picture.pixels(), changed.pixels(), (float) (SECTORS * whole));
    return changed;
  }

  /** Hue, saturation and value (Smith 1978) and back, without leaving the levels. */
  private static void turn(byte[] from, byte[] to, float turn) {
    int pixels = from.length / Planes.RGB;
    for (int i = 0; i < pixels; i++) {
      int red = from[i] & 0xFF;
      int green = from[pixels + i] & 0xFF;
      int blue = from[2 * pixels + i] & 0xFF;
      int high = Math.max(red, Math.max(green, blue));
      int low = Math.min(red, Math.min(green, blue));
      float chroma = high - low;
      float hue = turn;
      if (high == low) {
        hue = 0;
      } else if (red == high) {
        hue += (green - blue) / chroma;
      } else if (green == high) {
        hue += 2 + (blue - red) / chroma;
      } else {
        hue += 4 + (red - green) / chroma;
      }
      int sector = (int) hue;
      float rest = hue - sector;
      byte falling = (byte) (int) (high - chroma * rest + 0.5f);
      byte rising = (byte) (int) (low + chroma * rest + 0.5f);
      boolean climbs = sector % 2 == 0;
      // In sector 0 red is highest and green climbs, in 1 green is highest and red falls; then on.
      int channel = sector % SECTORS / 2;
      to[channel * pixels + i] = climbs ? (byte) high : falling;
      to[(channel + 1) % Planes.RGB * pixels + i] = climbs ? rising : (byte) high;
      to[(channel + 2) % Planes.RGB * pixels + i] = (byte) low;
    }
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return adjust(picture, random.uniform(-strength, strength));
  }
}
