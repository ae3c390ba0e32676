package fovea.hub.settings;

import fovea.data.Preprocessing;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.Normalization;
import fovea.hub.settings.Choice.Variant;
import fovea.hub.settings.OpenSetting.Decision;
import fovea.hub.settings.OpenSetting.SettingOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a file leaves open of the pictures that its network wants. */
public final class PreprocessingSettings {
  private static final String VALUES = "values";
  private static final String ORDER = "channel order";
  private static final String SIZE = "input size";

  private PreprocessingSettings() {}

  /**
   * The settings of a preprocessing.
   *
   * @param taken the preprocessing
   * @param values how its range of values was decided
   * @param rest how all else was decided
   */
  public static List<OpenSetting> of(Preprocessing taken, Decision values, Decision rest) {
    List<OpenSetting> settings = new ArrayList<>();
    int height = taken.input().height();
    settings.add(setting(VALUES, valuesText(taken.values()), values, "tf"));
    if (taken.values().channels() > 1) {
      settings.add(setting(ORDER, taken.values().order().name(), rest, "caffe"));
    }
    settings.add(setting(SIZE, sizeText(taken), rest, "imagenet:" + height));
    return settings;
  }

  /**
   * The choice between ranges of values.
   *
   * @param names of preprocessings, the usual one first
   * @param named makes the preprocessing of a name
   */
  public static Choice values(List<String> names, Function<String, Preprocessing> named) {
    return new Choice(
        names.stream()
            .map(
                name -> {
                  Preprocessing wanted = named.apply(name);
                  return variant(
                      VALUES,
                      valuesText(wanted.values()),
                      candidate -> candidate.preprocessing(wanted));
                })
            .toList());
  }

  /** The choice between the orders of channels. */
  public static Choice order() {
    return new Choice(
        Stream.of(ChannelOrder.values())
            .map(
                order ->
                    variant(
                        ORDER,
                        order.name(),
                        candidate ->
                            candidate.values(inOrder(candidate.preprocessing().values(), order))))
            .toList());
  }

  private static Variant variant(String name, String value, UnaryOperator<Candidate> change) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put(name, value);
    return new Variant(values, change);
  }

  private static OpenSetting setting(String name, String value, Decision decision, String example) {
    return new OpenSetting(
        name, value, decision, new SettingOption(SettingOption.Kind.PREPROCESSING, example));
  }

  private static Normalization inOrder(Normalization values, ChannelOrder order) {
    return values.order() == order
        ? values
        : values
            .order(order)
            .mean(values.mean().reversed())
            .deviation(values.deviation().reversed());
  }

  /** A range of values by its name, or by its numbers. */
  private static String valuesText(Normalization values) {
    Normalization caffe = Normalization.caffe();
    return text(values, Normalization.imagenet(), "imagenet (mean 0, deviation 1)")
        .or(() -> text(values, Normalization.tf(), "tf (-1 to 1)"))
        .or(() -> text(values, caffe, "caffe (0 to 255 less the mean)"))
        .or(() -> text(values, Normalization.raw(), "raw (0 to 255)"))
        .or(() -> text(values, Normalization.unit(values.channels()), "0 to 1"))
        .orElseGet(() -> "mean %s, deviation %s".formatted(values.mean(), values.deviation()));
  }

  /** The text, if it is that range in whatever order of channels. */
  private static Optional<String> text(Normalization values, Normalization known, String text) {
    Normalization ordered = inOrder(known, values.order());
    return values.equals(ordered) ? Optional.of(text) : Optional.empty();
  }

  private static String sizeText(Preprocessing preprocessing) {
    var input = preprocessing.input();
    return input.height() + " × " + input.width();
  }
}
