package fovea.data.photo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** One picture of 24 × 20 random pixels. */
  static Path one(Path file, long seed) {
    try {
      Files.createDirectories(file.getParent());
      var image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
      var random = new SplittableRandom(seed);
      for (int i = 0; i < 24 * 20; i++) {
        image.setRGB(i % 24, i / 24, random.nextInt());
      }
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
