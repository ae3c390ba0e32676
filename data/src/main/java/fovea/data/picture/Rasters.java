package fovea.data.picture;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Makes bytes, channel by channel, of what the decoders give. */
final class Rasters {

  private static final int WHITE = 255;

  private Rasters() {}

  static Picture picture(BufferedImage image) {
    return picture(image, !image.getColorModel().hasAlpha());
  }

  /**
   * The picture of an image.
   *
   * @param opaque to show the colors as if there were no alpha
   */
  static Picture picture(BufferedImage image, boolean opaque) {
    // Java would convert gray values from "linear" to sRGB and brighten them: they are taken as
    // they stand in the file.
    return image.getColorModel() instanceof ComponentColorModel
            && image.getRaster().getDataBuffer().getDataType() != DataBuffer.TYPE_INT
        ? fromSamples(image, opaque)
        : ofColors(
            image.getWidth(),
            image.getHeight(),
            (y, row) -> image.getRGB(0, y, image.getWidth(), 1, row, 0, image.getWidth()));
  }

  /** Gives the colors of a row, one after another: alpha in the upper 8 bits, red, green, blue. */
  interface ColorRows {
    void read(int y, int[] row);
  }

  /**
   * One, two (gray, alpha), three or four (color, alpha) samples a pixel, of 8 or 16 bits or floats
   * from 0 to 255; or four inks.
   */
  private static Picture fromSamples(BufferedImage image, boolean opaque) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int bands = raster.getNumBands();
    boolean inks = model.getColorSpace().getType() == ColorSpace.TYPE_CMYK && bands >= 4;
    boolean alpha = !opaque && model.hasAlpha();
    boolean floats = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_FLOAT;
    int shift = floats ? 0 : Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    var shape = new PictureShape(bands < 3 ? 1 : 3, image.getHeight(), image.getWidth());
    var picture = new Picture(shape);
    int channels = shape.channels();
    int width = image.getWidth();
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int opacity = alpha ? row[x * bands + bands - 1] >> shift : WHITE;
        for (int channel = 0; channel < channels; channel++) {
          int value = row[x * bands + channel] >> shift;
          if (inks) {
            value = ofInks(value, row[x * bands + 3] >> shift);
          } else if (floats) {
            value = Math.clamp(value, 0, WHITE);
          } else if (alpha && model.isAlphaPremultiplied() && opacity > 0) {
            value = Math.min(WHITE, value * WHITE / opacity);
          }
          set(picture, channel, y, x, onWhite(value, opacity));
        }
      }
    }
    return picture;
  }

  /** What an ink and black leave of white, as Pillow rounds it. */
  private static int ofInks(int ink, int black) {
    int product = ink * (WHITE - black) + 128;
    return Math.max(0, WHITE - black - ((product + (product >> 8)) >> 8));
  }

  /** Palettes and packed pixels: one channel if none of the colors is one. */
  static Picture ofColors(int width, int height, ColorRows rows) {
    var colors = new Picture(new PictureShape(3, height, width));
    var row = new int[width];
    boolean gray = true;
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        int opacity = argb >>> 24;
        for (int channel = 0; channel < 3; channel++) {
          set(colors, channel, y, x, onWhite((argb >> (16 - 8 * channel)) & 0xFF, opacity));
        }
        gray &= isGray(argb);
      }
    }
    return gray ? colors.channels(1) : colors;
  }

  private static boolean isGray(int argb) {
    int blue = argb & 0xFF;
    return ((argb >> 16) & 0xFF) == blue && ((argb >> 8) & 0xFF) == blue;
  }

  private static int onWhite(int value, int opacity) {
    return (value * opacity + WHITE * (WHITE - opacity) + WHITE / 2) / WHITE;
  }

  private static void set(Picture picture, int channel, int y, int x, int value) {
    PictureShape shape = picture.shape();
    picture.pixels()[(channel * shape.height() + y) * shape.width() + x] = (byte) value;
  }
}
