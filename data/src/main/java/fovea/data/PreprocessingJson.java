package fovea.data;

import fovea.data.pixels.Centering;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import fovea.data.pixels.MeanPicture;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Scaling;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A {@link Preprocessing} as flat JSON. */
final class PreprocessingJson {

  private static final int LARGEST = 1_000_000;
  private static final String MEAN_PICTURE = "mean_picture";

  private PreprocessingJson() {}

  static JsonObject write(Preprocessing preprocessing) {
    Geometry geometry = preprocessing.geometry();
    PictureShape picture = geometry.picture();
    Normalization values = preprocessing.values();
    JsonObject json =
        JsonObject.empty()
            .with("picture", JsonArray.of(picture.channels(), picture.height(), picture.width()))
            .with("channels", values.channels())
            .with("padding", preprocessing.padding())
            .with("short_side", geometry.scaling().shortSide())
            .with("long_side", word(geometry.scaling().longSide()))
            .with("interpolation", word(geometry.scaling().interpolation()))
            .with("channel_order", word(values.order()))
            .with("scale", values.scale())
            .with("mean", numbers(values.mean()))
            .with("deviation", numbers(values.deviation()))
            .with("framing", word(geometry.framing()));
    return switch (preprocessing.centering()) {
      case Centering.Uncentered _ -> json;
      case MeanPicture mean -> json.with(MEAN_PICTURE, mean.encode());
    };
  }

  static Preprocessing read(JsonObject json) {
    var values =
        new Normalization(
            wordOr(ChannelOrder.RGB, json, "channel_order"),
            json.real("scale"),
            numbers(json, "mean"),
            numbers(json, "deviation"));
    int channels = small(json.integer("channels"), "channels");
    require(values.channels() == channels, "mean", channels + " numbers", values.mean());
    Geometry geometry = geometry(json);
    PictureShape input = geometry.picture().channels(channels);
    Centering centering =
        json.find(MEAN_PICTURE).isPresent()
            ? MeanPicture.decode(input, json.string(MEAN_PICTURE))
            : Centering.none();
    return new Preprocessing(
        geometry, small(json.integer("padding"), "padding"), values, centering);
  }

  private static Geometry geometry(JsonObject json) {
    long[] picture = json.array("picture").longs();
    require(picture.length == 3, "picture", "[c, h, w]", picture.length + " numbers");
    return new Geometry(
        new PictureShape(
            small(picture[0], "picture"),
            small(picture[1], "picture"),
            small(picture[2], "picture")),
        new Scaling(
            small(json.integer("short_side"), "short_side"),
            wordOr(Interpolation.BILINEAR, json, "interpolation"),
            wordOr(Scaling.LongSide.ROUNDED, json, "long_side")),
        word(Framing.class, json, "framing"));
  }

  private static JsonArray numbers(List<Double> values) {
    return JsonArray.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<Double> numbers(JsonObject json, String field) {
    return DoubleStream.of(json.array(field).doubles()).boxed().toList();
  }

  private static int small(long value, String field) {
    require(value >= 0 && value <= LARGEST, field, "0 to 1,000,000", value);
    return (int) value;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Model files of before this field existed lack it: they were made with the default. */
  private static <E extends Enum<E>> E wordOr(E absent, JsonObject json, String field) {
    return json.find(field).isPresent() ? word(absent.getDeclaringClass(), json, field) : absent;
  }

  private static <E extends Enum<E>> E word(Class<E> type, JsonObject json, String field) {
    String found = json.string(field);
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(found)) {
        return value;
      }
    }
    throw new DataException(
        "preprocessing, " + field,
        "expected one of " + List.of(type.getEnumConstants()) + ", found " + found,
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
