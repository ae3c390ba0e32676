package fovea.data;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How pictures of bytes become the floats that a network was trained on; travels with the model.
 *
 * <p>A value becomes {@code (byte * scale - mean) / deviation}; padding is black before that.
 *
 * @param picture dimensions of the pictures that come in
 * @param channels of the network's input: gray is repeated for 3, color becomes luma for 1
 * @param padding black pixels added on each of the four sides
 * @param shortSide to which a photo is scaled before {@code picture} is cut from its center
 * @param scale factor of every byte, usually 1/255
 * @param mean of the training set after scaling, per channel
 * @param deviation standard deviation of the training set after scaling, per channel
 * @param framing how a user's own picture becomes one like those of the training set
 */
public record Preprocessing(
    PictureShape picture,
    int channels,
    int padding,
    int shortSide,
    double scale,
    List<Double> mean,
    List<Double> deviation,
    Framing framing) {

  private static final int MAX_PADDING = 1_024;

  /**
   * Copies the lists.
   *
   * @throws DataException if the numbers are out of range or do not fit each other
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    Channels.of(picture.channels(), channels);
    require(padding >= 0 && padding <= MAX_PADDING, "padding", "0 to 1,024 pixels", padding);
    require(
        shortSide >= Math.max(picture.height(), picture.width()),
        "short side",
        "at least the size of " + picture,
        shortSide);
    require(Double.isFinite(scale) && scale > 0, "scale", "a positive number", scale);
    require(mean.size() == channels, "mean", channels + " numbers", mean);
    require(mean.stream().allMatch(Double::isFinite), "mean", "finite numbers", mean);
    require(deviation.size() == channels, "deviation", channels + " numbers", deviation);
    require(
        deviation.stream().allMatch(d -> Double.isFinite(d) && d > 0),
        "deviation",
        "positive numbers",
        deviation);
  }

  /** Bytes scaled to [0, 1] and nothing else. */
  public static Preprocessing plain(DataInfo info) {
    int channels = info.shape().channels();
    return new Preprocessing(
        info.shape(),
        channels,
        0,
        Math.max(info.shape().height(), info.shape().width()),
        1 / 255.0,
        Collections.nCopies(channels, 0.0),
        Collections.nCopies(channels, 1.0),
        info.framing());
  }

  /** Mean 0 and deviation 1 per channel on {@code train}, which must be the training set only. */
  public static Preprocessing standardizing(DataSet train) {
    return standardizing(train, train.shape().channels());
  }

  /**
   * Mean 0 and deviation 1 per channel on {@code train}, which must be the training set only, for a
   * network of so many channels.
   */
  public static Preprocessing standardizing(DataSet train, int channels) {
    Preprocessing plain = plain(train.info());
    Statistics statistics = Statistics.of(train, channels, plain.scale);
    return new Preprocessing(
        plain.picture,
        channels,
        plain.padding,
        plain.shortSide,
        plain.scale,
        statistics.mean(),
        statistics.deviation(),
        plain.framing);
  }

  /** The same with so many black pixels added on every side. */
  public Preprocessing withPadding(int padding) {
    return new Preprocessing(
        picture, channels, padding, shortSide, scale, mean, deviation, framing);
  }

  /** Dimensions of the network's input. */
  public PictureShape input() {
    return new PictureShape(
        channels, picture.height() + 2 * padding, picture.width() + 2 * padding);
  }

  /** A worker that applies this; one per thread. */
  public Normalizer normalizer() {
    return new Normalizer(this);
  }

  /** For the metadata of a model file; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("picture", JsonArray.of(picture.channels(), picture.height(), picture.width()))
        .with("channels", channels)
        .with("padding", padding)
        .with("short_side", shortSide)
        .with("scale", scale)
        .with("mean", numbers(mean))
        .with("deviation", numbers(deviation))
        .with("framing", framing.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   * @throws DataException if the numbers are out of range or do not fit each other
   */
  public static Preprocessing fromJson(JsonObject json) {
    long[] picture = json.array("picture").longs();
    require(picture.length == 3, "picture", "[c, h, w]", picture.length + " numbers");
    return new Preprocessing(
        new PictureShape(
            small(picture[0], "picture"),
            small(picture[1], "picture"),
            small(picture[2], "picture")),
        small(json.integer("channels"), "channels"),
        small(json.integer("padding"), "padding"),
        small(json.integer("short_side"), "short_side"),
        json.real("scale"),
        DoubleStream.of(json.array("mean").doubles()).boxed().toList(),
        DoubleStream.of(json.array("deviation").doubles()).boxed().toList(),
        framing(json.string("framing")));
  }

  private static JsonArray numbers(List<Double> values) {
    return JsonArray.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static int small(long value, String field) {
    require(value >= 0 && value <= 1_000_000, field, "0 to 1,000,000", value);
    return (int) value;
  }

  private static Framing framing(String name) {
    for (Framing framing : Framing.values()) {
      if (framing.name().equalsIgnoreCase(name)) {
        return framing;
      }
    }
    throw new DataException(
        "preprocessing, framing",
        "expected one of " + List.of(Framing.values()) + ", found " + name,
        "The model may come from a newer version");
  }

  private static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new DataException(
          "preprocessing, " + field,
          "expected " + expected + ", found " + found,
          "Correct it, or save the model again");
    }
  }
}
