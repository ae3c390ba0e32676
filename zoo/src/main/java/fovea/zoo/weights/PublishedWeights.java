package fovea.zoo.weights;

import fovea.data.Preprocessing;
import fovea.data.download.FileHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Weights that someone has published.
 *
 * @param name such as {@code resnet50/imagenet1k_v2}
 * @param network whose they are, as the zoo is asked for it
 * @param address of the file
 * @param hash that the publisher gives
 * @param preprocessing that they were trained with
 * @param accuracy as published
 */
public record PublishedWeights(
    String name,
    String network,
    URI address,
    FileHash hash,
    Preprocessing preprocessing,
    Accuracy accuracy) {

  /**
   * Accuracy on the validation pictures of ImageNet or the test pictures of CIFAR-10, in percent.
   *
   * @param top1 share of pictures whose class was rated highest
   * @param top5 share of pictures whose class was among the five rated highest; 0 if not published
   * @param source who says so
   */
  public record Accuracy(double top1, double top5, String source) {}

  /** Name of the file, without the address. */
  public String file() {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** All that are known, publisher by publisher. */
  public static List<PublishedWeights> all() {
    return Catalog.ALL;
  }

  /** Those of that name; a network's name alone stands for its first. */
  public static Optional<PublishedWeights> find(String name) {
    return all().stream()
        .filter(weights -> weights.name().equals(name) || weights.network().equals(name))
        .findFirst();
  }

  /**
   * Those whose file this is, by its name and its hash.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Optional<PublishedWeights> identify(Path file) {
    return all().stream().filter(weights -> weights.isIn(file)).findFirst();
  }

  private boolean isIn(Path path) {
    try {
      return file().equals(path.getFileName().toString()) && hash.matches(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
