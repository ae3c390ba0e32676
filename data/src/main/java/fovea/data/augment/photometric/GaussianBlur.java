package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.resize.Border;
import fovea.format.Codec;
import fovea.format.JsonObject;
import java.util.Arrays;

/**
 * Blurs pictures by a Gaussian window whose deviation is drawn for each (Chen et al. 2020). Beyond
 * its edges a picture goes on mirrored.
 *
 * @param smallest deviation in pixels; by default 0.1, which changes nothing
 * @param largest deviation in pixels, up to 100; by default 2
 */
public record GaussianBlur(double smallest, double largest) implements Augment {
  static final String NAME = "gaussian_blur";

  /** Its name and fields in files. */
  public static final Codec<GaussianBlur> CODEC =
      new Codec<>(
              NAME,
              GaussianBlur.class,
              blur ->
                  JsonObject.empty().with("smallest", blur.smallest).with("largest", blur.largest),
              json -> new GaussianBlur(json.real("smallest"), json.real("largest")))
          .usual(new GaussianBlur());

  private static final double MOST = 100;

  /** What lies further off than three deviations has no weight. */
  private static final double REACH = 3;

  /**
   * Checks both.
   *
   * @throws DataException if they are not from 0 to 100, or the first is above the second
   */
  public GaussianBlur {
    AugmentChecks.between(NAME, "a largest deviation", largest, 0, MOST);
    AugmentChecks.between(NAME, "a smallest deviation", smallest, 0, MOST);
    AugmentChecks.ordered(NAME, "deviation", smallest, largest);
  }

  /** Deviations from 0.1 to 2 pixels. */
  public GaussianBlur() {
    this(0.1, 2);
  }

  /** The picture blurred by a window with a deviation in pixels; as it is at 0. */
  public static Picture blur(Picture picture, double deviation) {
    float[] window = window(deviation);
    if (window.length == 1) {
      return picture;
    }
    int width = picture.shape().width();
    int height = picture.shape().height();
    var changed = new Picture(picture.shape());
    for (int plane = 0; plane < changed.pixels().length; plane += width * height) {
      float[] rows = alongRows(picture.pixels(), plane, picture, window);
      alongColumns(rows, changed, plane, window);
    }
    return changed;
  }

  /** The right half of the window, its middle first; both halves add up to 1. */
  private static float[] window(double deviation) {
    int reach = (int) Math.ceil(REACH * deviation);
    var window = new float[reach + 1];
    double sum = 0;
    for (int i = 0; i <= reach; i++) {
      double distance = i == 0 ? 0 : i / deviation;
      window[i] = (float) StrictMath.exp(-distance * distance / 2);
      sum += i == 0 ? window[i] : 2 * window[i];
    }
    for (int i = 0; i <= reach; i++) {
      window[i] /= (float) sum;
    }
    return window;
  }

  private static float[] alongRows(byte[] from, int plane, Picture picture, float[] window) {
    int width = picture.shape().width();
    int reach = window.length - 1;
    var blurred = new float[picture.shape().pixels()];
    var row = new float[width + 2 * reach];
    for (int start = 0; start < blurred.length; start += width) {
      for (int i = 0; i < width; i++) {
        row[reach + i] = from[plane + start + i] & 0xFF;
      }
      for (int i = 1; i <= reach; i++) {
        row[reach - i] = row[reach + Border.REFLECT.inside(-i, width)];
        row[reach + width - 1 + i] = row[reach + Border.REFLECT.inside(width - 1 + i, width)];
      }
      for (int tap = -reach; tap <= reach; tap++) {
        addScaled(row, reach + tap, window[Math.abs(tap)], blurred, start, width);
      }
    }
    return blurred;
  }

  private static void alongColumns(float[] rows, Picture changed, int plane, float[] window) {
    int width = changed.shape().width();
    int height = changed.shape().height();
    int reach = window.length - 1;
    var sums = new float[width];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, 0.5f);
      for (int tap = -reach; tap <= reach; tap++) {
        int from = Border.REFLECT.inside(row + tap, height) * width;
        addScaled(rows, from, window[Math.abs(tap)], sums, 0, width);
      }
      for (int i = 0; i < width; i++) {
        changed.pixels()[plane + row * width + i] = (byte) (int) Math.min(sums[i], Planes.WHITE);
      }
    }
  }

  private static void addScaled(
      float[] from, int first, float weight, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] += weight * from[first + i];
    }
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return blur(picture, random.uniform(smallest, largest));
  }
}
