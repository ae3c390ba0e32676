package fovea.testkit;

import fovea.format.Safetensors;
import fovea.model.FileArrays;
import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos and weights of no sense, for programs that need some. */
public final class DrawnMaterial {
  /** Whose weights they are. */
  public static final String NETWORK = "cifar_resnet20";

  private static final int SIDE = 48;
  private static final int PHOTOS = 12;

  private DrawnMaterial() {}

  /** Makes a folder of noise in two colors, a class each. */
  public static Path photos(Path folder) throws IOException {
    var random = new Random(1);
    for (int shift : new int[] {0, 16}) {
      Path sub = Files.createDirectories(folder.resolve(shift == 0 ? "blue" : "red"));
      for (int i = 0; i < PHOTOS; i++) {
        var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
          picture.setRGB(pixel % SIDE, pixel / SIDE, random.nextInt(256) << shift);
        }
        ImageIO.write(picture, "png", sub.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }

  /** Makes a file of initial values. */
  public static Path weights(Path file) {
    Classifier network = Zoo.create(NETWORK);
    Parameters.initialize(network, 1);
    new Safetensors(FileArrays.arrays("", StateDict.of(network))).write(file);
    return file;
  }
}
