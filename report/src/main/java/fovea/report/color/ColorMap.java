package fovea.report.color;

import fovea.report.picture.Rgb;
import java.util.HexFormat;

/** Colors for numbers in [0, 1], which differ for color-blind people, too. */
public enum ColorMap {
  /** From dark violet over green to yellow, for sizes of things (van der Walt and Smith, 2015). */
  VIRIDIS(
      """
      440154 470d60 48186a 482374 472d7b 453681 424086 3f4989 3b528b 375a8d 33638d
      2f6a8e 2c728e 297a8e 26818e 23898e 21908c 1f988b 1f9f88 21a685 28ae80 31b57b
      3ebc74 4cc26c 5dc963 6ece58 82d34c 96d83f abdc32 c0df24 d5e21a eae51a fde725
      """),
  /** From black over violet and orange to light yellow (van der Walt and Smith, 2015). */
  MAGMA(
      """
      000004 030311 0a0822 130d33 1d1146 28115a 36106a 430f76 50127c 5d177f 691c81
      762181 822681 8f2a81 9c2e7f a9327d b63779 c33b75 cf4170 db486a e65163 ee5c5e
      f5695c f9785d fb8761 fd9668 fea571 feb47b fec387 fed194 fde0a2 fceeb0 fcfdbf
      """),
  /** From black over red to yellow, to be laid over pictures (van der Walt and Smith, 2015). */
  INFERNO(
      """
      000004 040312 0b0724 150b37 210c4a 2e0a5a 3c0965 4a0c6b 57106d 63146e 70196e
      7d1e6d 89226a 962766 a32b61 af315c bb3755 c63e4d d14644 db4f3b e35932 eb6528
      f1711e f67f14 f98d0a fb9c06 fcab0f fbba1f f9ca32 f5d949 f2e865 f3f586 fcffa4
      """),
  /** From black to white. */
  GRAY("000000 ffffff"),
  /**
   * From light to dark blue, for counts that are written upon it (ColorBrewer's Blues; Brewer,
   * 2002).
   */
  BLUES("e8f1fa deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b"),
  /** From blue over white to red, for numbers with a sign (ColorBrewer's RdBu; Brewer, 2002). */
  BLUE_RED("053061 2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b 67001f");

  @SuppressWarnings("ImmutableEnumChecker") // nobody else has it
  private final int[] colors;

  ColorMap(String colors) {
    String[] words = colors.strip().split("\\s+", -1);
    this.colors = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      this.colors[i] = HexFormat.fromHexDigits(words[i]);
    }
  }

  /** Whether its middle stands for zero. */
  public boolean isDiverging() {
    return this == BLUE_RED;
  }

  /** The color {@code 0xRRGGBB} of a share; what lies outside [0, 1] has that of the end. */
  public int rgb(double share) {
    double at = Math.clamp(share, 0.0, 1.0) * (colors.length - 1);
    int below = Math.min((int) at, colors.length - 2);
    return Rgb.mix(colors[below], colors[below + 1], at - below);
  }
}
