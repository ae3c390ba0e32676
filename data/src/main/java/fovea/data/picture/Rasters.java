package fovea.data.picture;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Makes bytes, channel by channel, of what the decoders give. */
final class Rasters {

  private static final int WHITE = 255;

  private Rasters() {}

  static Picture picture(BufferedImage image) {
    // Java would convert gray values from "linear" to sRGB and brighten them: they are taken as
    // they stand in the file.
    return image.getColorModel() instanceof ComponentColorModel
            && image.getRaster().getDataBuffer().getDataType() != DataBuffer.TYPE_INT
        ? fromSamples(image)
        : fromColors(image);
  }

  /** One, two (gray, alpha), three or four (color, alpha) samples a pixel, of 8 or 16 bits. */
  private static Picture fromSamples(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean alpha = image.getColorModel().hasAlpha();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    Picture picture = blank(bands < 3 ? 1 : 3, image);
    int channels = picture.shape().channels();
    int width = image.getWidth();
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int opacity = alpha ? row[x * bands + bands - 1] >> shift : WHITE;
        for (int channel = 0; channel < channels; channel++) {
          set(picture, channel, y, x, onWhite(row[x * bands + channel] >> shift, opacity));
        }
      }
    }
    return picture;
  }

  /** Palettes and packed pixels, through Java's own conversion. */
  private static Picture fromColors(BufferedImage image) {
    Picture colors = blank(3, image);
    int width = image.getWidth();
    var row = new int[width];
    boolean gray = true;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
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

  private static Picture blank(int channels, BufferedImage image) {
    var shape = new PictureShape(channels, image.getHeight(), image.getWidth());
    return new Picture(shape);
  }

  private static int onWhite(int value, int opacity) {
    return (value * opacity + WHITE * (WHITE - opacity) + WHITE / 2) / WHITE;
  }

  private static void set(Picture picture, int channel, int y, int x, int value) {
    PictureShape shape = picture.shape();
    picture.pixels()[(channel * shape.height() + y) * shape.width() + x] = (byte) value;
  }
}
