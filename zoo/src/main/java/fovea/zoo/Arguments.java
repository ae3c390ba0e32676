package fovea.zoo;

import fovea.graph.FoveaException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a network is made for: how many classes, and pictures {@code [channels, height, width]}. As
 * text, {@code 10 classes of 1x32x32}, it stands in model files.
 */
public record Arguments(int classes, int channels, int height, int width) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}) classes of (\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if one is not positive, or a picture would have over 2^31 numbers
   */
  public Arguments {
    boolean positive = Math.min(Math.min(classes, channels), Math.min(height, width)) > 0;
    if (!positive || (double) channels * height * width > Integer.MAX_VALUE) {
      throw FoveaException.here(
          "a network is asked for " + text(classes, channels, height, width),
          "use numbers of 1 or more that fit in memory");
    }
  }

  /** Reads what {@link #toString} has written. */
  public static Arguments parse(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw FoveaException.here(
          "expected arguments such as \"10 classes of 1x32x32\", found \""
              + text.substring(0, Math.min(80, text.length()))
              + '"',
          "get or save the model again");
    }
    return new Arguments(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        Integer.parseInt(numbers.group(3)),
        Integer.parseInt(numbers.group(4)));
  }

  /** For another number of classes. */
  public Arguments classes(int classes) {
    return new Arguments(classes, channels, height, width);
  }

  /** For pictures with another number of channels: 1 is gray, 3 is color. */
  public Arguments channels(int channels) {
    return new Arguments(classes, channels, height, width);
  }

  /** For pictures of another size. */
  public Arguments size(int height, int width) {
    return new Arguments(classes, channels, height, width);
  }

  /** Numbers in a picture. */
  public int features() {
    return channels * height * width;
  }

  private static String text(int classes, int channels, int height, int width) {
    return classes + " classes of " + channels + "x" + height + "x" + width;
  }

  @Override
  public String toString() {
    return text(classes, channels, height, width);
  }
}
