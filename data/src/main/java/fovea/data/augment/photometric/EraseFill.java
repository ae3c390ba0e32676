package fovea.data.augment.photometric;

import fovea.data.augment.CounterRandom;
import fovea.format.FormatException;
import java.util.Arrays;
import java.util.Locale;

/** What an erased part of a picture is filled with. */
public enum EraseFill {
  /** Zeros. */
  BLACK,
  /** The middle of the range, 128. */
  GRAY,
  /** A level drawn for each channel and pixel. */
  NOISE;

  private static final byte MIDDLE = (byte) 128;

  /**
   * By its name.
   *
   * @throws FormatException if there is no such fill
   */
  public static EraseFill of(String name) {
    return switch (name) {
      case "black" -> BLACK;
      case "gray" -> GRAY;
      case "noise" -> NOISE;
      default ->
          throw new FormatException(
              "fill",
              "expected black, gray or noise, found " + FormatException.excerpt(name),
              "Give one of these");
    };
  }

  /** Its name in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fills the bytes from {@code start} to before {@code end}. */
  void fill(byte[] pixels, int start, int end, CounterRandom random) {
    switch (this) {
      case BLACK -> Arrays.fill(pixels, start, end, (byte) 0);
      case GRAY -> Arrays.fill(pixels, start, end, MIDDLE);
      case NOISE -> fillRandomly(pixels, start, end, random);
    }
  }

  private static void fillRandomly(byte[] pixels, int start, int end, CounterRandom random) {
    for (int i = start; i < end; i += Long.BYTES) {
      long bits = random.nextLong();
      for (int j = i; j < Math.min(end, i + Long.BYTES); j++) {
        pixels[j] = (byte) bits;
        bits >>>= Byte.SIZE;
      }
    }
  }
}
