package fovea.zoo.catalog;

import fovea.data.pixels.PictureShape;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a network is made for: how many classes, pictures {@code [channels, height, width]}, and
 * options that it has beyond that, by name. As text, {@code 10 classes of 1x32x32} or {@code 1000
 * classes of 3x224x224, width=0.35}, it stands in model files.
 */
public record NetworkArguments(
    int classes, int channels, int height, int width, SequencedMap<String, String> options) {
  /** Small gray pictures of ten classes, such as digits. */
  public static final NetworkArguments DIGITS = new NetworkArguments(10, 1, 28, 28);

  /** Small color pictures of ten classes. */
  public static final NetworkArguments CIFAR = new NetworkArguments(10, 3, 32, 32);

  /** The photos of ImageNet's challenge. */
  public static final NetworkArguments IMAGENET = new NetworkArguments(1000, 3, 224, 224);

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}) classes of (\\d{1,9})x(\\d{1,9})x(\\d{1,9})(?:, (.+))?");

  /**
   * Checks the numbers; copies the options, which are checked when a network is made.
   *
   * @throws FoveaException if one is not positive, or a picture would have over 2^31 numbers
   */
  public NetworkArguments {
    boolean positive = Math.min(Math.min(classes, channels), Math.min(height, width)) > 0;
    if (!positive || (double) channels * height * width > Integer.MAX_VALUE) {
      throw FoveaException.here(
          "a network is asked for " + text(classes, channels, height, width),
          "use numbers of 1 or more that fit in memory");
    }
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
  }

  /** Without options. */
  public NetworkArguments(int classes, int channels, int height, int width) {
    this(classes, channels, height, width, new LinkedHashMap<>());
  }

  /** Reads what {@link #toString} has written. */
  public static NetworkArguments parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw FoveaException.here(
          "expected arguments such as \"10 classes of 1x32x32\", found \""
              + text.substring(0, Math.min(80, text.length()))
              + '"',
          "get or save the model again");
    }
    String options = parts.group(5);
    return new NetworkArguments(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        Integer.parseInt(parts.group(4)),
        options == null ? new LinkedHashMap<>() : NetworkSpec.options(options));
  }

  /** For another number of classes. */
  public NetworkArguments classes(int classes) {
    return new NetworkArguments(classes, channels, height, width, options);
  }

  /** For pictures with another number of channels: 1 is gray, 3 is color. */
  public NetworkArguments channels(int channels) {
    return new NetworkArguments(classes, channels, height, width, options);
  }

  /** For pictures of another size. */
  public NetworkArguments size(int height, int width) {
    return new NetworkArguments(classes, channels, height, width, options);
  }

  /** With other options in place of all that there are. */
  public NetworkArguments options(SequencedMap<String, String> options) {
    return new NetworkArguments(classes, channels, height, width, options);
  }

  /** With an option, or another value for it. */
  public NetworkArguments option(String name, String value) {
    SequencedMap<String, String> changed = new LinkedHashMap<>(options);
    changed.put(name, value);
    return options(changed);
  }

  /** With {@code others} for those options that are not given here. */
  NetworkArguments orOptions(SequencedMap<String, String> others) {
    SequencedMap<String, String> all = new LinkedHashMap<>(options);
    others.forEach(all::putIfAbsent);
    return options(all);
  }

  /** The pictures. */
  public PictureShape pictures() {
    return new PictureShape(channels, height, width);
  }

  /** The pictures as users type them, such as {@code 3x224x224}. */
  public String dimensions() {
    return dimensions(channels, height, width);
  }

  /** The network's input for {@code pictures} of them: f32 {@code [n, c, h, w]}. */
  public TensorType input(int pictures) {
    return pictures().batch(pictures);
  }

  /** Numbers in a picture. */
  public int features() {
    return channels * height * width;
  }

  /** The value of an option, which a network finds here whether it was given or not. */
  public String text(String option) {
    String value = options.get(option);
    if (value == null) {
      throw FoveaException.here("the option " + option + " has no value", "give it one");
    }
    return value;
  }

  /** The value of an option that is a number. */
  public double number(String option) {
    return Double.parseDouble(text(option));
  }

  /** The value of an option that is true or false. */
  public boolean flag(String option) {
    return Boolean.parseBoolean(text(option));
  }

  private static String text(int classes, int channels, int height, int width) {
    return classes + " classes of " + dimensions(channels, height, width);
  }

  private static String dimensions(int channels, int height, int width) {
    return channels + "x" + height + "x" + width;
  }

  @Override
  public String toString() {
    String sizes = text(classes, channels, height, width);
    return options.isEmpty() ? sizes : sizes + ", " + NetworkSpec.text(options, ", ");
  }
}
