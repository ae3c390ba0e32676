package fovea.data;

import fovea.data.pixels.Centering;
import fovea.data.pixels.ChannelConversion;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.MeanPicture;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Scaling;
import fovea.format.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * How pictures become the floats that a network was trained on; travels with the model.
 *
 * @param geometry how a picture of any size gets the size of those in the training set
 * @param padding black pixels added on each of the four sides, before {@code values} are applied
 * @param values how bytes become floats: gray is repeated for 3 channels, color becomes luma for 1
 * @param centering what is subtracted from the bytes before; what padding adds stays 0
 */
public record Preprocessing(
    Geometry geometry, int padding, Normalization values, Centering centering) {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("imagenet", "tf", "caffe", "raw");

  private static final int MAX_PADDING = 1_024;

  /**
   * Checks that the parts fit each other.
   *
   * @throws DataException if they do not
   */
  public Preprocessing {
    ChannelConversion.of(geometry.picture().channels(), values.channels());
    if (padding < 0 || padding > MAX_PADDING) {
      throw new DataException(
          "preprocessing, padding",
          String.format(Locale.ROOT, "expected 0 to %,d pixels, found %,d", MAX_PADDING, padding),
          "Correct it, or save the model again");
    }
    if (centering instanceof MeanPicture mean) {
      PictureShape expected = geometry.picture().channels(values.channels());
      if (!mean.shape().equals(expected)) {
        throw new DataException(
            "preprocessing, mean picture",
            "expected one of %s, found %s".formatted(expected, mean.shape()),
            "Make it of pictures of the size that the network takes");
      }
    }
  }

  /** Without padding and mean picture. */
  public Preprocessing(Geometry geometry, Normalization values) {
    this(geometry, 0, values, Centering.none());
  }

  /** Bytes scaled to [0, 1] and nothing else. */
  public static Preprocessing plain(DataInfo info) {
    return new Preprocessing(
        Geometry.whole(info.shape(), info.framing()), Normalization.unit(info.shape().channels()));
  }

  /** Mean 0 and deviation 1 per channel on {@code train}, which must be the training set only. */
  public static Preprocessing standardizing(PictureSet train) {
    return standardizing(train, train.shape().channels());
  }

  /**
   * Mean 0 and deviation 1 per channel on {@code train}, which must be the training set only, for a
   * network of so many channels.
   */
  public static Preprocessing standardizing(PictureSet train, int channels) {
    Normalization unit = Normalization.unit(channels);
    ChannelStatistics statistics = ChannelStatistics.of(train, channels, unit.scale());
    return new Preprocessing(
        Geometry.whole(train.shape(), train.info().framing()),
        unit.mean(statistics.mean()).deviation(statistics.deviation()));
  }

  /**
   * The mean picture of {@code train}, which must be the training set only, subtracted, and
   * deviation 1 per channel, for a network of so many channels: as AlexNet does, whatever is the
   * same in all pictures goes (Krizhevsky et al. 2012).
   */
  public static Preprocessing centering(PictureSet train, int channels) {
    return MeanPictures.preprocessing(train, channels);
  }

  /**
   * Photos as torchvision's networks want them, usually {@code imagenet(224, 256)}: the short side
   * scaled, the longer one truncated, a square of {@code size} cut out, {@link
   * Normalization#imagenet}.
   */
  public static Preprocessing imagenet(int size, int shortSide) {
    var scaling = new Scaling(shortSide).with(Scaling.LongSide.TRUNCATED);
    return new Preprocessing(Geometry.photo(size, scaling), Normalization.imagenet());
  }

  /** Photos from -1 to 1, the short side scaled, a square cut out: {@link Normalization#tf}. */
  public static Preprocessing tf(int size, int shortSide) {
    return new Preprocessing(Geometry.photo(size, new Scaling(shortSide)), Normalization.tf());
  }

  /**
   * Photos in blue, green, red, the short side scaled, a square cut out: {@link
   * Normalization#caffe}.
   */
  public static Preprocessing caffe(int size, int shortSide) {
    return new Preprocessing(Geometry.photo(size, new Scaling(shortSide)), Normalization.caffe());
  }

  /** Photos from 0 to 255, the short side scaled, a square cut out: {@link Normalization#raw}. */
  public static Preprocessing raw(int size, int shortSide) {
    return new Preprocessing(Geometry.photo(size, new Scaling(shortSide)), Normalization.raw());
  }

  /**
   * One of {@link #NAMES}, as a user types it.
   *
   * @throws DataException if there is no such name, or the short side is smaller than the size
   */
  public static Preprocessing named(String name, int size, int shortSide) {
    return switch (name) {
      case "imagenet" -> imagenet(size, shortSide);
      case "tf" -> tf(size, shortSide);
      case "caffe" -> caffe(size, shortSide);
      case "raw" -> raw(size, shortSide);
      default ->
          throw new DataException(
              "preprocessing",
              "expected one of " + String.join(", ", NAMES) + ", found " + name,
              "Choose one of these names");
    };
  }

  /** The same with so many black pixels added on every side. */
  public Preprocessing padding(int padding) {
    return new Preprocessing(geometry, padding, values, centering);
  }

  /** The same with another way from any size to the fixed one. */
  public Preprocessing geometry(Geometry geometry) {
    return new Preprocessing(geometry, padding, values, centering);
  }

  /** The same with another way from bytes to floats. */
  public Preprocessing values(Normalization values) {
    return new Preprocessing(geometry, padding, values, centering);
  }

  /**
   * The same with something else subtracted from the bytes.
   *
   * @throws DataException if it is a picture of another size
   */
  public Preprocessing centering(Centering centering) {
    return new Preprocessing(geometry, padding, values, centering);
  }

  /** Dimensions of the pictures of bytes that come in. */
  public PictureShape picture() {
    return geometry.picture();
  }

  /** Dimensions of the network's input. */
  public PictureShape input() {
    return new PictureShape(
        values.channels(), picture().height() + 2 * padding, picture().width() + 2 * padding);
  }

  /** A worker that applies this; one per thread. */
  public PixelNormalizer normalizer() {
    return new PixelNormalizer(this);
  }

  /**
   * The picture that a network's input shows: what {@link #normalizer} does, undone, as far as
   * bytes can tell; numbers that no byte gives are clipped.
   *
   * @param input {@code [c, h, w]}
   * @return of the size of {@link #input}, gray for one channel, else red, green, blue
   */
  public Picture shown(float[] input) {
    PictureShape shape = input();
    byte[] pixels = new byte[shape.values()];
    int places = shape.pixels();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int to = values.order().source(channel, shape.channels()) * places;
      double deviation = values.deviation().get(channel);
      double mean = values.mean().get(channel);
      for (int place = 0; place < places; place++) {
        double value =
            (input[channel * places + place] * deviation + mean) / values.scale()
                + subtracted(values.order().source(channel, shape.channels()), place);
        pixels[to + place] = (byte) Math.clamp(Math.round(value), 0, 255);
      }
    }
    return new Picture(shape, pixels);
  }

  /** What was subtracted from a byte of a channel of the picture, at a place of the input. */
  private double subtracted(int channel, int place) {
    return switch (centering) {
      case Centering.Uncentered _ -> 0;
      case MeanPicture mean -> {
        int row = place / input().width() - padding;
        int column = place % input().width() - padding;
        boolean inside =
            row >= 0 && row < picture().height() && column >= 0 && column < picture().width();
        yield inside ? mean.at(channel * picture().pixels() + row * picture().width() + column) : 0;
      }
    };
  }

  /** For the metadata of a model file; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return PreprocessingJson.write(this);
  }

  /**
   * Reads what {@link #toJson} made, now or before there were interpolations and channel orders.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   * @throws DataException if the numbers are out of range or do not fit each other
   */
  public static Preprocessing fromJson(JsonObject json) {
    return PreprocessingJson.read(json);
  }
}
