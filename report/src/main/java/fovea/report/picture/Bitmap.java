package fovea.report.picture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntBinaryOperator;

/** A picture as rows of pixels, each a color {@code 0xRRGGBB}. It never changes. */
public final class Bitmap {
  private final int width;
  private final int height;
  private final int[] pixels;

  private Bitmap(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /**
   * A picture whose pixels are given by a function of column and row.
   *
   * @param pixel column, counted from the left, and row, counted from the top, to {@code 0xRRGGBB};
   *     what is above these 24 bits is ignored
   * @throws ReportException if a side is below one, or if they are too large for an array
   */
  public static Bitmap of(int width, int height, IntBinaryOperator pixel) {
    int[] pixels = new int[count(width, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = pixel.applyAsInt(x, y) & 0xFFFFFF;
      }
    }
    return new Bitmap(width, height, pixels);
  }

  /**
   * A picture of the given pixels, row by row, which are copied.
   *
   * @throws ReportException if there is not one for each place
   */
  public static Bitmap of(int width, int height, int[] pixels) {
    if (count(width, height) != pixels.length) {
      throw new ReportException(
          "picture",
          String.format(
              Locale.ROOT, "expected %d × %d pixels, found %d", width, height, pixels.length),
          "Give one for each place");
    }
    int[] colors = pixels.clone();
    for (int i = 0; i < colors.length; i++) {
      colors[i] &= 0xFFFFFF;
    }
    return new Bitmap(width, height, colors);
  }

  private static int count(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
      throw new ReportException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected at least one pixel and no more than fit an array, found %d × %d",
              width,
              height),
          "Choose another size");
    }
    return width * height;
  }

  /** Number of columns. */
  public int width() {
    return width;
  }

  /** Number of rows. */
  public int height() {
    return height;
  }

  /** The color {@code 0xRRGGBB} of a pixel. */
  public int rgb(int x, int y) {
    return pixels[y * width + x];
  }

  /** All pixels, row by row: a copy. */
  public int[] pixels() {
    return pixels.clone();
  }

  /**
   * What lies within a frame.
   *
   * @throws ReportException if the frame reaches beyond the picture
   */
  public Bitmap part(int left, int top, int width, int height) {
    if (left < 0 || top < 0 || left + width > this.width || top + height > this.height) {
      throw new ReportException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected a part of %d × %d pixels, found %d × %d at column %d, row %d",
              this.width,
              this.height,
              width,
              height,
              left,
              top),
          "Choose a part that lies within");
    }
    return of(width, height, (x, y) -> rgb(left + x, top + y));
  }

  /**
   * The picture at another size, smooth: each pixel is a mean of those that it covers or lies
   * between.
   */
  public Bitmap scaled(int width, int height) {
    if (width == this.width && height == this.height) {
      return this;
    }
    count(width, height);
    return new Bitmap(
        width, height, Rescaling.scaled(pixels, this.width, this.height, width, height));
  }

  /**
   * The picture at another size, each pixel being the one that lies nearest: small pictures become
   * squares of one color.
   */
  public Bitmap enlarged(int width, int height) {
    return of(
        width,
        height,
        (x, y) ->
            rgb((int) ((x + 0.5) * this.width / width), (int) ((y + 0.5) * this.height / height)));
  }

  /**
   * This picture seen through another of the same size.
   *
   * @param opacity share of the other, in [0, 1]
   * @throws ReportException if the sizes differ
   */
  public Bitmap under(Bitmap other, double opacity) {
    if (other.width != width || other.height != height) {
      throw new ReportException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected another of %d × %d pixels, found %d × %d",
              width,
              height,
              other.width,
              other.height),
          "Scale one of them first");
    }
    return of(width, height, (x, y) -> Rgb.mix(rgb(x, y), other.rgb(x, y), opacity));
  }

  /**
   * Writes the picture as a PNG file.
   *
   * @throws ReportException if the name does not end in {@code .png} or the file cannot be written
   */
  public void save(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new ReportException(
          file.toString(), "expected a name that ends in .png", "Change the name");
    }
    ReportFile.write(file, new PngWriter().bytes(this));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitmap bitmap
        && width == bitmap.width
        && Arrays.equals(pixels, bitmap.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "picture of %d × %d pixels", width, height);
  }
}
