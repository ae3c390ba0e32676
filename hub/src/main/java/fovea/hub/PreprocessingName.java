package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Scaling;
import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.OptionalInt;

/**
 * A preprocessing of photos by its name, as users type it: {@code imagenet}, {@code tf:299} or
 * {@code imagenet:224:232}.
 *
 * @param name one of {@link Preprocessing#NAMES}
 * @param size of the square that the network takes, where given
 * @param shortSide to which photos are scaled before it is cut out, where given
 */
public record PreprocessingName(String name, OptionalInt size, OptionalInt shortSide) {

  /** Photos are scaled to 256 for networks that take 224, and in proportion. */
  private static final double MARGIN = 256.0 / 224;

  /** Smaller networks take the whole picture: there is no background to cut off. */
  private static final int SMALL = 64;

  /**
   * Reads what a user has typed.
   *
   * @throws FoveaException if there is no preprocessing of that name, or a size is no number above
   *     0
   * @throws fovea.data.pixels.DataException if the short side is smaller than the size
   */
  public static PreprocessingName parse(String text) {
    String[] parts = text.split(":", -1);
    if (!Preprocessing.NAMES.contains(parts[0])) {
      throw FoveaException.at(
          "",
          "there is no preprocessing '" + parts[0] + "'",
          Nearest.hint(parts[0], Preprocessing.NAMES));
    }
    if (parts.length > 3) {
      throw FoveaException.at(
          "", "expected NAME, NAME:SIZE or NAME:SIZE:SHORT_SIDE, found '" + text + "'", "");
    }
    var name = new PreprocessingName(parts[0], number(parts, 1), number(parts, 2));
    name.size().ifPresent(size -> name.of(new PictureShape(3, size, size)));
    return name;
  }

  /**
   * For a network that takes {@code usual} pictures: a square of the size that was given, or what
   * is usual. Gray has no mean color, so {@code imagenet} and {@code caffe} are for color only.
   *
   * @throws FoveaException if the preprocessing is for color and the network takes gray
   */
  public Preprocessing of(PictureShape usual) {
    int channels = usual.channels();
    PictureShape taken =
        size.isPresent() ? new PictureShape(channels, size.getAsInt(), size.getAsInt()) : usual;
    boolean square = taken.height() == taken.width();
    int side = Math.max(taken.height(), taken.width());
    Preprocessing photo = Preprocessing.named(name, side, shortSide.orElse(usualShortSide(side)));
    if (channels == photo.values().channels()) {
      return square ? photo : photo.geometry(Geometry.whole(taken, Framing.PHOTO));
    }
    int scaled = shortSide.orElse(square ? usualShortSide(side) : side);
    return new Preprocessing(
        new Geometry(taken, new Scaling(scaled), Framing.PHOTO), values(channels));
  }

  private Normalization values(int channels) {
    return switch (name) {
      case "raw" -> GraphInput.raw(channels);
      case "tf" ->
          GraphInput.raw(channels)
              .mean(Collections.nCopies(channels, 127.5))
              .deviation(Collections.nCopies(channels, 127.5));
      default ->
          throw FoveaException.at(
              "preprocessing",
              name + " is for pictures of 3 channels, the network takes " + channels,
              "say tf or raw, or leave it out for values from 0 to 1");
    };
  }

  /** To what photos are scaled, unless somebody knows better. */
  static int usualShortSide(int size) {
    return size < SMALL ? size : (int) Math.round(size * MARGIN);
  }

  private static OptionalInt number(String[] parts, int index) {
    if (index >= parts.length) {
      return OptionalInt.empty();
    }
    if (!parts[index].matches("[1-9]\\d{0,8}")) {
      throw FoveaException.at(
          "", "expected a whole number above 0, found '" + parts[index] + "'", "");
    }
    return OptionalInt.of(Integer.parseInt(parts[index]));
  }
}
