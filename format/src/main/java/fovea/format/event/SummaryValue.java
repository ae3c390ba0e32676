package fovea.format.event;

/** One thing that was measured, under the tag that TensorBoard sorts it by. */
public sealed interface SummaryValue {

  /** Name, in groups by what stands before a slash: {@code loss/train}. */
  String tag();

  /**
   * A number.
   *
   * @param value as a 32-bit float, as files keep it
   */
  record Scalar(String tag, float value) implements SummaryValue {}

  /** How many of many values are how large. */
  record Distribution(String tag, ValueHistogram histogram) implements SummaryValue {}

  /**
   * A picture.
   *
   * @param width number of columns
   * @param height number of rows
   * @param channels 1 for gray, 3 for red, green and blue
   * @param png content of a PNG file
   */
  @SuppressWarnings("ArrayRecordComponent") // the content of a file, never compared
  record Image(String tag, int width, int height, int channels, byte[] png)
      implements SummaryValue {}

  /** What this library neither writes nor reads, such as sound. */
  record Other(String tag) implements SummaryValue {}
}
