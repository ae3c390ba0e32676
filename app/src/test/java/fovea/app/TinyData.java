package fovea.app;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Data sets of a few hundred digits in MNIST's files, under the names of the real ones. */
public final class TinyData {

  static final int TRAINING = 300;
  public static final int TEST = 100;

  private static final int PICTURES = 0x803;
  private static final int LABELS = 0x801;

  private TinyData() {}

  /** Writes both parts of the data set {@code name} to {@code folder}, which is returned. */
  public static Path write(Path folder, String name) throws IOException {
    Path files = Files.createDirectories(folder.resolve(name));
    write(files, "train", Data.digits(Split.TRAIN, TRAINING, 7));
    write(files, "t10k", Data.digits(Split.TEST, TEST, 7));
    return folder;
  }

  private static void write(Path folder, String prefix, PictureSet digits) throws IOException {
    PictureShape shape = digits.shape();
    try (var out = stream(folder.resolve(prefix + "-images-idx3-ubyte"))) {
      for (int number : new int[] {PICTURES, digits.size(), shape.height(), shape.width()}) {
        out.writeInt(number);
      }
      for (int i = 0; i < digits.size(); i++) {
        out.write(digits.picture(i).pixels());
      }
    }
    try (var out = stream(folder.resolve(prefix + "-labels-idx1-ubyte"))) {
      out.writeInt(LABELS);
      out.writeInt(digits.size());
      for (int i = 0; i < digits.size(); i++) {
        out.writeByte(digits.label(i));
      }
    }
  }

  /** A digit of the test part as a 24-bit BMP file, dark on light and twice as large. */
  public static Path picture(Path file, int index) throws IOException {
    var picture = Data.digits(Split.TEST, TEST, 7).picture(index);
    int side = 2 * picture.shape().width();
    int bytes = 3 * side * side;
    try (var out = stream(file)) {
      out.writeBytes("BM");
      for (int number :
          new int[] {54 + bytes, 0, 54, 40, side, side, 1 | 24 << 16, 0, bytes, 0, 0, 0, 0}) {
        out.writeInt(Integer.reverseBytes(number));
      }
      // Rows come from the bottom upwards.
      for (int i = side * side - 1; i >= 0; i--) {
        int level = 255 - picture.at(0, i / side / 2, (side - 1 - i % side) / 2);
        for (int channel = 0; channel < 3; channel++) {
          out.writeByte(level);
        }
      }
    }
    return file;
  }

  private static DataOutputStream stream(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** What is typed to train softmax regression on such data under the name of MNIST, and more. */
  public static Object[] softmax(Path folder, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("train", "--data", "mnist", "--data-dir", folder, "--json", "--no-report"));
    words.addAll(List.of("--model", "softmax", "--tensorboard", "none"));
    words.addAll(List.of(more));
    return words.toArray();
  }
}
