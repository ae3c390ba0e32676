package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.error.UserException;
import fovea.format.onnx.OnnxShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Mode;
import fovea.onnx.OnnxNetwork;
import fovea.onnx.OnnxPictures;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The pictures that the network of another program takes: what its file says, or what fits. */
final class GraphInput {
  /** Heights and widths that networks are made for, the most usual first. */
  private static final List<Integer> SIZES =
      List.of(224, 32, 28, 299, 256, 64, 96, 128, 160, 192, 227, 240, 320, 331, 384, 448, 512);

  private static final int COLOR = 3;

  /** Data sets of gray objects, MNIST and its like, have smaller pictures. */
  private static final int SMALL = 64;

  private final OnnxPictures pictures;
  private final boolean open;
  private final PictureShape shape;

  /** Looks at {@code network}, whose file has {@code pictures}. */
  GraphInput(Path file, OnnxNetwork network, OnnxPictures pictures) {
    if (network.input().shape() instanceof OnnxShape.Ranked(var dimensions)
        && dimensions.size() != 4) {
      throw FoveaException.at(
          file.toString(),
          "expected a network of pictures [n, c, h, w], found one of " + dimensions,
          "use a network of pictures");
    }
    this.pictures = pictures;
    this.open = pictures.height().isEmpty() && pictures.width().isEmpty();
    int channels = pictures.channels().orElse(COLOR);
    this.shape =
        open
            ? fitting(network, channels)
            : new PictureShape(
                channels,
                pictures.height().orElseGet(() -> pictures.width().orElseThrow()),
                pictures.width().orElseGet(() -> pictures.height().orElseThrow()));
  }

  /** The first usual size that goes through the graph; the most usual one if none does. */
  private static PictureShape fitting(OnnxNetwork network, int channels) {
    for (int size : SIZES) {
      var shape = new PictureShape(channels, size, size);
      if (fits(network, shape)) {
        return shape;
      }
    }
    return new PictureShape(channels, SIZES.getFirst(), SIZES.getFirst());
  }

  private static boolean fits(OnnxNetwork network, PictureShape shape) {
    Tensor one = Tensor.full(shape.batch(1), 0);
    try {
      return Mode.inference(() -> one.apply(network)).shape().rank() > 0;
    } catch (UserException e) {
      // Another size may fit; if none does, the first one's error is told when it is used.
      return false;
    }
  }

  /** Channels, height and width. */
  PictureShape shape() {
    return shape;
  }

  /**
   * How pictures become what the network takes, if its first operators tell; unless the user has
   * said it, a note says why.
   */
  Optional<Preprocessing> preprocessing(ModelOptions options, List<String> notes) {
    if (options.preprocessing().isPresent()) {
      return Optional.empty();
    }
    return switch (pictures.range()) {
      case BYTES -> {
        notes.add("preprocessing: values from 0 to 255, since the network scales them itself");
        yield Optional.of(values(raw(shape.channels())));
      }
      case UNIT -> {
        notes.add("preprocessing: values from 0 to 1, since the network normalizes them itself");
        yield Optional.of(values(Normalization.unit(shape.channels())));
      }
      case OPEN -> Optional.empty();
    };
  }

  private Preprocessing values(Normalization values) {
    boolean photo = shape.channels() == COLOR && shape.height() == shape.width();
    int size = shape.height();
    return photo
        ? Preprocessing.raw(size, PreprocessingName.usualShortSide(size)).values(values)
        : new Preprocessing(Geometry.whole(shape, framing(shape)), values);
  }

  /** Small gray pictures are of objects, as in the data sets of that kind; others are photos. */
  static Framing framing(PictureShape pictures) {
    boolean object = pictures.channels() != COLOR && pictures.height() < SMALL;
    return object ? Framing.OBJECT : Framing.PHOTO;
  }

  /** From 0 to 255, as it is. */
  static Normalization raw(int channels) {
    return new Normalization(
        ChannelOrder.RGB,
        1,
        Collections.nCopies(channels, 0.0),
        Collections.nCopies(channels, 1.0));
  }

  /** Says that a size was chosen, if it was and nobody has said another. */
  Optional<String> note(PictureShape used) {
    return open && used.equals(shape)
        ? Optional.of(
            "input: the file leaves height and width open, "
                + shape.height()
                + " × "
                + shape.width()
                + " is taken; --preprocessing NAME:SIZE says another")
        : Optional.empty();
  }
}
