package fovea.onednn.ffm;

import java.util.Locale;
import java.util.Map;

/**
 * The order of a tensor's elements in memory, whatever its sizes: the axes from the outermost to
 * the innermost, a capital where one is cut into blocks, then the blocks. {@link #NCHW16C} is
 * {@code [n, c/16, h, w, 16]}.
 *
 * @param axes with the axes called a, b, c, … by number, as in {@code dnnl_format_tag_t}
 */
public record FormatTag(String axes) {
  /** Images of which the channels of a pixel lie together. */
  public static final FormatTag NHWC = of("nhwc");

  /** Images with channels in blocks of 16. */
  public static final FormatTag NCHW16C = of("nChw16c");

  /** Weights in blocks of 16 times 16 channels, those of the result innermost. */
  public static final FormatTag OIHW16I16O = of("OIhw16i16o");

  /** Weights in blocks of 16 times 16 channels, those of the input innermost. */
  public static final FormatTag OIHW16O16I = of("OIhw16o16i");

  /** Such blocks with channels of the input in pairs, as bf16 is multiplied. */
  public static final FormatTag OIHW8I16O2I = of("OIhw8i16o2i");

  /** The same for the gradient of the input, with channels of the result in pairs. */
  public static final FormatTag IOHW8O16I2O = of("IOhw8o16i2o");

  static final String NEUTRAL = "abcdefghijkl";
  private static final String DATA = "ncdhw";
  private static final String WEIGHTS = "goidhw";

  /** Blocked orders that can be asked for, with their values in {@code dnnl_format_tag_t}. */
  private static final Map<String, Integer> BLOCKED =
      Map.ofEntries(
          Map.entry("aBc16b", 56),
          Map.entry("aBcd16b", 78),
          Map.entry("aBcde16b", 121),
          Map.entry("aBcd8b", 102),
          Map.entry("aBcd4b", 84),
          Map.entry("ABcd16b16a", 79),
          Map.entry("ABcd16a16b", 75),
          Map.entry("Abcd16a", 73),
          Map.entry("Acdb16a", 211),
          Map.entry("Abcde16a", 114),
          Map.entry("ABcd8b16a2b", 104),
          Map.entry("BAcd8a16b2a", 106));

  /**
   * Returns the order of a name in the letters of data, weights, or axes by number: {@code nhwc},
   * {@code OIhw16i16o}, {@code acdb}.
   */
  public static FormatTag of(String name) {
    return new FormatTag(neutral(name));
  }

  /** Returns whether no axis is cut into blocks: strides alone describe it. */
  public boolean isPlain() {
    return axes.chars().allMatch(Character::isLowerCase);
  }

  /** Whether it is blocked and can be asked for. */
  boolean known() {
    return BLOCKED.containsKey(axes);
  }

  /** The value in {@code dnnl_format_tag_t}, of blocked ones. */
  int code() {
    Integer code = BLOCKED.get(axes);
    if (code == null) {
      throw new IllegalArgumentException(
          "Layout " + axes + " cannot be asked for; known are " + BLOCKED.keySet() + ".");
    }
    return code;
  }

  /** The strides of {@code dims}, of plain ones. */
  long[] strides(long... dims) {
    var strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      int axis = axes.charAt(i) - 'a';
      strides[axis] = stride;
      stride *= Math.max(1, dims[axis]);
    }
    return strides;
  }

  /** Row-major, of so many axes. */
  static FormatTag rowMajor(int rank) {
    return new FormatTag(NEUTRAL.substring(0, rank));
  }

  /** Renames the letters of data or weights to those of axes by number. */
  private static String neutral(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.indexOf('a') >= 0) {
      return name;
    }
    String order = lower.indexOf('o') >= 0 ? WEIGHTS : DATA;
    String present =
        order
            .chars()
            .filter(letter -> lower.indexOf(letter) >= 0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    var axes = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int axis = present.indexOf(lower.charAt(i));
      if (axis >= 0) {
        axes.append((char) ((Character.isUpperCase(c) ? 'A' : 'a') + axis));
      } else if (Character.isDigit(c)) {
        axes.append(c);
      } else {
        throw new IllegalArgumentException(name + " is no name of a layout.");
      }
    }
    return axes.toString();
  }

  @Override
  public String toString() {
    return axes;
  }
}
