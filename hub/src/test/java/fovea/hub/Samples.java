package fovea.hub;

import fovea.data.DataLoader;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.sets.Data;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.Tensor;
import fovea.model.Blueprint;
import fovea.model.FileArrays;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** Small models and pictures. */
public final class Samples {
  private static final int SIDE = 40;

  private Samples() {}

  /** A class of a user's own. */
  public record Net(Conv2d conv, Linear fc) implements Layer {
    public Net(int classes) {
      this(new Conv2d(1, 4, 5).stride(3), new Linear(4, classes));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(conv).relu().mean(2, 3).apply(fc);
    }
  }

  /** Trains on a few digits, padded to 32 × 32. */
  static TrainingResult trained(Layer network) {
    Parameters.initialize(network, 1);
    var digits = Data.digits(Split.TRAIN, 100, 1);
    var preprocessing = Preprocessing.standardizing(digits).padding(2);
    return Trainer.of(network).epochs(1).fit(new DataLoader(digits, preprocessing, 50));
  }

  /** A card for pictures {@code [3, 32, 32]} of two classes. */
  public static ModelCard card(String network) {
    return new ModelCard(
        new Blueprint(network, "2 classes of 3x32x32"),
        List.of("blue", "red"),
        new Preprocessing(
            Geometry.whole(new PictureShape(3, 32, 32), Framing.OBJECT), Normalization.unit(3)),
        JsonObject.empty());
  }

  /** The initial values of {@code cifar_resnet20} as a file of mere weights. */
  public static Path weights(Path file) {
    return weights(file, name -> name);
  }

  /** The same under the names that {@code naming} gives them; without those that it names "". */
  public static Path weights(Path file, UnaryOperator<String> naming) {
    var network = Zoo.create("cifar_resnet20");
    Parameters.initialize(network, 3);
    List<NamedArray> arrays = new ArrayList<>();
    StateDict.of(network)
        .forEach(
            (name, value) -> {
              String named = naming.apply(name);
              if (!named.isEmpty()) {
                arrays.add(FileArrays.array(named, value));
              }
            });
    new Safetensors(arrays).write(file);
    return file;
  }

  /** Writes {@code count} pictures of each of two classes below {@code root}. */
  public static Path photos(Path root, int count, long seed) throws IOException {
    Random random = new Random(seed);
    for (String name : List.of("blue", "red")) {
      Path folder = Files.createDirectories(root.resolve(name));
      for (int i = 0; i < count; i++) {
        BufferedImage picture = picture(name.equals("red") ? 16 : 0, random);
        ImageIO.write(picture, "png", folder.resolve("%02d.png".formatted(i)).toFile());
      }
    }
    return root;
  }

  /** Noise with one strong color. */
  static BufferedImage picture(int shift, Random random) {
    var picture = new BufferedImage(SIDE, SIDE + 6, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int strong = 120 + random.nextInt(100);
        int weak = random.nextInt(100);
        picture.setRGB(x, y, strong << shift | weak << (16 - shift) | random.nextInt(100) << 8);
      }
    }
    return picture;
  }
}
