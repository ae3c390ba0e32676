package fovea.data.sets;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.error.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** The data sets known by name. */
public final class Data {

  private static final List<NamedSet> SETS =
      List.of(new DigitSet(), IdxSet.MNIST, IdxSet.FASHION_MNIST, new Cifar10());

  private Data() {}

  /** The names that {@link #named} knows. */
  public static List<String> names() {
    return SETS.stream().map(NamedSet::name).toList();
  }

  /**
   * A data set by its name, with its usual size.
   *
   * <p>Files are looked for in the folders of {@code options}, then in the cache, plain or gzipped,
   * and downloaded into the cache if they are nowhere. Their structure is always checked; their
   * SHA-256 only when they are downloaded, for it would cost more than all the rest.
   *
   * @throws DataException if the name is unknown, or the files are absent or damaged
   */
  public static PictureSet named(String name, Split split, DataOptions options) {
    return SETS.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name))
        .load(split, options);
  }

  /**
   * Handwritten-looking digits that the program draws itself, 28 × 28, white on black: 30,000 for
   * training, 5,000 for testing, always the same.
   */
  public static PictureSet digits(Split split) {
    return new DigitSet().load(split, DataOptions.defaults());
  }

  /**
   * Digits as of {@link #digits(Split)}, any number of them. Training and test pictures never share
   * random numbers, and a smaller set is the beginning of a larger one.
   *
   * <p>Each digit is written in one of 3 to 6 styles. These vary, evenly or bell-shaped within
   * fixed ranges, in units of the digit's height or in pixels:
   *
   * <table>
   * <caption>Ranges</caption>
   * <tr><td>every point of a stroke</td><td>± 0.08 heights</td></tr>
   * <tr><td>knots of the elastic field</td><td>± 0.2 heights</td></tr>
   * <tr><td>rotation</td><td>± 0.45 radians</td></tr>
   * <tr><td>slant</td><td>-0.45 to 0.85 to the right per height</td></tr>
   * <tr><td>width</td><td>0.26 to 1.24 heights; a one 0.7 of that</td></tr>
   * <tr><td>thickness of the pen</td><td>0.7 to 5.1 pixels, ± 25 % along a stroke</td></tr>
   * <tr><td>longer side of the ink</td><td>18 to 22 pixels</td></tr>
   * <tr><td>center of mass</td><td>± 2.5 pixels off the middle, either way</td></tr>
   * <tr><td>edges</td><td>fade over 0.8 to 1.5 pixels</td></tr>
   * <tr><td>brightness of full ink</td><td>200 to 255</td></tr>
   * <tr><td>noise</td><td>up to ± 24</td></tr>
   * </table>
   *
   * @param size from 1 to 10,000,000
   */
  public static PictureSet digits(Split split, int size, long seed) {
    return new DigitSet().draw(split, size, seed);
  }

  /** MNIST, found in the usual places or downloaded; see {@link #named}. */
  public static PictureSet mnist(Split split) {
    return IdxSet.MNIST.load(split, DataOptions.defaults());
  }

  /** Fashion-MNIST, found in the usual places or downloaded; see {@link #named}. */
  public static PictureSet fashionMnist(Split split) {
    return IdxSet.FASHION_MNIST.load(split, DataOptions.defaults());
  }

  /** CIFAR-10, found in the usual places or downloaded; see {@link #named}. */
  public static PictureSet cifar10(Split split) {
    return new Cifar10().load(split, DataOptions.defaults());
  }

  private static DataException unknown(String name) {
    String known = names().stream().collect(Collectors.joining(", "));
    return new DataException(
        "data set " + name,
        "expected one of " + known + ", found none of that name",
        Nearest.to(name, names()).map("You may mean "::concat).orElse("Choose one of them"));
  }
}
