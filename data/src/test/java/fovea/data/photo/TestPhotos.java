package fovea.data.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Writes folders of small pictures. */
final class TestPhotos {

  private TestPhotos() {}

  /** So many pictures in one folder, each of another color. */
  static void write(Path folder, int count) {
    for (int i = 0; i < count; i++) {
      one(folder.resolve("photo%02d.png".formatted(i)), i + 100L * folder.hashCode());
    }
  }

  /** A JPEG file of which the last data is missing, but not the end marker. */
  static byte[] damagedJpeg() {
    var image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    var random = new SplittableRandom(3);
    for (int i = 0; i < 40 * 30; i++) {
      image.getRaster().setSample(i % 40, i / 40, 0, random.nextInt(256));
    }
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] jpeg = out.toByteArray();
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 100);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    return cut;
  }

  /** One picture of 24 × 20 random pixels. */
  static Path one(Path file, long seed) {
    return one(file, 24, 20, seed);
  }

  /** One picture of random pixels. */
  static Path one(Path file, int width, int height, long seed) {
    try {
      Files.createDirectories(file.getParent());
      var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      var random = new SplittableRandom(seed);
      for (int i = 0; i < width * height; i++) {
        image.setRGB(i % width, i / width, random.nextInt());
      }
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
