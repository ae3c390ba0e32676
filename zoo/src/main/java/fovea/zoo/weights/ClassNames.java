package fovea.zoo.weights;

import fovea.data.pixels.PictureShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The names of the classes that published networks were trained on. */
public final class ClassNames {
  private static final List<String> CIFAR10 =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int IMAGENET = 1000;
  private static final PictureShape CIFAR = new PictureShape(3, 32, 32);

  private ClassNames() {}

  /** The 1,000 classes of ILSVRC 2012 in the usual order. */
  public static List<String> imagenet() {
    return Imagenet.NAMES;
  }

  /** The ten classes of CIFAR-10. */
  public static List<String> cifar10() {
    return CIFAR10;
  }

  /**
   * Names for so many outputs of a network for such pictures, as far as they can be guessed: 1,000
   * are ImageNet's, 1,001 the same after a background class, 10 for {@code [3, 32, 32]} those of
   * CIFAR-10.
   */
  public static Optional<List<String>> guess(int classes, PictureShape pictures) {
    if (classes == IMAGENET) {
      return Optional.of(imagenet());
    }
    if (classes == IMAGENET + 1) {
      List<String> names = new ArrayList<>(List.of("background"));
      names.addAll(imagenet());
      return Optional.of(names);
    }
    return pictures.equals(CIFAR) && classes == CIFAR10.size()
        ? Optional.of(CIFAR10)
        : Optional.empty();
  }

  /** {@code class 0}, {@code class 1}, …, where nobody knows better. */
  public static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** Read when first asked for. */
  private static final class Imagenet {
    private static final List<String> NAMES = read();

    private static List<String> read() {
      try (InputStream in = ClassNames.class.getResourceAsStream("imagenet-classes.txt")) {
        byte[] text = Objects.requireNonNull(in, "imagenet-classes.txt").readAllBytes();
        return new String(text, StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
