package fovea.data.duplicate;

import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Drawn pictures that have, as photos do, large and small things in them. */
final class Scenes {

  private static final int THINGS = 40;

  private Scenes() {}

  /** Rectangles of random colors, the larger ones behind. */
  static Picture scene(long seed, int height, int width) {
    var random = new SplittableRandom(seed);
    var picture = new Picture(new PictureShape(3, height, width));
    for (int thing = 0; thing < THINGS; thing++) {
      double size = 1.0 / (1 + thing * 0.2);
      double centerY = random.nextDouble();
      double centerX = random.nextDouble();
      int top = (int) (Math.max(0, centerY - size * random.nextDouble()) * height);
      int left = (int) (Math.max(0, centerX - size * random.nextDouble()) * width);
      int bottom = (int) (Math.min(1, centerY + size * random.nextDouble()) * height);
      int right = (int) (Math.min(1, centerX + size * random.nextDouble()) * width);
      for (int channel = 0; channel < 3; channel++) {
        byte color = (byte) random.nextInt(256);
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            picture.pixels()[(channel * height + y) * width + x] = color;
          }
        }
      }
    }
    return picture;
  }

  /** The same after JPEG. */
  static Picture saved(Picture picture, double quality) {
    int height = picture.shape().height();
    int width = picture.shape().width();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(
            x, y, picture.at(0, y, x) << 16 | picture.at(1, y, x) << 8 | picture.at(2, y, x));
      }
    }
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality((float) quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PictureFile.read(out.toByteArray());
  }
}
