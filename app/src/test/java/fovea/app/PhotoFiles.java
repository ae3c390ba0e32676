package fovea.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of small pictures in which red things differ from blue ones. */
public final class PhotoFiles {

  private static final int SIDE = 40;

  private PhotoFiles() {}

  /** Writes {@code count} pictures of each class below {@code root}. */
  public static Path write(Path root, int count, long seed) throws IOException {
    Random random = new Random(seed);
    for (String name : new String[] {"blue", "red"}) {
      Path folder = Files.createDirectories(root.resolve(name));
      for (int i = 0; i < count; i++) {
        ImageIO.write(
            picture(name, random), "png", folder.resolve("%02d.png".formatted(i)).toFile());
      }
    }
    return root;
  }

  private static BufferedImage picture(String name, Random random) {
    var picture = new BufferedImage(SIDE, SIDE + 6, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int strong = 120 + random.nextInt(100);
        int weak = random.nextInt(100);
        int red = name.equals("red") ? strong : weak;
        int blue = name.equals("red") ? weak : strong;
        picture.setRGB(x, y, red << 16 | random.nextInt(100) << 8 | blue);
      }
    }
    return picture;
  }
}
