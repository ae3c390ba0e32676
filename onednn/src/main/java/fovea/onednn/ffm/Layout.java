package fovea.onednn.ffm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Names of layouts, as oneDNN writes them: letters of the axes from the outermost to the innermost,
 * capital if the axis is cut into blocks, then the blocks. {@code nChw16c} is {@code [n, c/16, h,
 * w, 16]}.
 */
final class Layout {
  /** The tag that leaves the choice to the primitive. */
  static final int ANY = 1;

  /**
   * The blocked layouts that can be asked for by name, with their values in {@code
   * dnnl_format_tag_t}.
   */
  static final Map<String, Integer> BLOCKED =
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

  private static final String NEUTRAL = "abcdefghijkl";
  private static final String DATA = "ncdhw";
  private static final String WEIGHTS = "goidhw";

  private Layout() {}

  static boolean isPlain(String layout) {
    return layout.chars().allMatch(Character::isLowerCase);
  }

  /** Whether a blocked layout can be asked for by name. */
  static boolean named(String layout) {
    return BLOCKED.containsKey(neutral(layout));
  }

  /** The value of a blocked layout's tag. */
  static int tag(String layout) {
    Integer tag = BLOCKED.get(neutral(layout));
    if (tag == null) {
      throw new IllegalArgumentException(
          "Layout " + layout + " cannot be asked for by name; known are " + BLOCKED.keySet() + ".");
    }
    return tag;
  }

  /** The strides of {@code dims} in a layout that is a permutation. */
  static long[] strides(String layout, long... dims) {
    String name = neutral(layout);
    var strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      int axis = name.charAt(i) - 'a';
      strides[axis] = stride;
      stride *= Math.max(1, dims[axis]);
    }
    return strides;
  }

  static long[] rowMajor(long... dims) {
    return strides(NEUTRAL.substring(0, dims.length), dims);
  }

  /**
   * Renames the letters of data or weights to those of axes by number: {@code nChw16c} to {@code
   * aBcd16b}.
   */
  private static String neutral(String layout) {
    String lower = layout.toLowerCase(Locale.ROOT);
    if (lower.indexOf('a') >= 0) {
      return layout;
    }
    String order = lower.indexOf('o') >= 0 ? WEIGHTS : DATA;
    String present =
        order
            .chars()
            .filter(letter -> lower.indexOf(letter) >= 0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    var name = new StringBuilder();
    for (int i = 0; i < layout.length(); i++) {
      char c = layout.charAt(i);
      int axis = present.indexOf(lower.charAt(i));
      if (axis >= 0) {
        name.append((char) ((Character.isUpperCase(c) ? 'A' : 'a') + axis));
      } else if (Character.isDigit(c)) {
        name.append(c);
      } else {
        throw new IllegalArgumentException(layout + " is no name of a layout.");
      }
    }
    return name.toString();
  }

  /** The letters of data dimensions by rank. */
  static String dataLetters(int rank) {
    return switch (rank) {
      case 1 -> "x";
      case 2 -> "nc";
      case 3 -> "ncw";
      case 4 -> "nchw";
      case 5 -> "ncdhw";
      default -> NEUTRAL.substring(0, rank);
    };
  }

  /**
   * The letters of weight dimensions by rank; five are those of a grouped two-dimensional
   * convolution.
   */
  static String weightLetters(int rank) {
    return switch (rank) {
      case 2 -> "oi";
      case 3 -> "oiw";
      case 4 -> "oihw";
      case 5 -> "goihw";
      default -> dataLetters(rank);
    };
  }

  /**
   * The name of a layout, its axes called by {@code letters}, by default those of data. A buffer
   * with holes between the elements, such as a part of another, has {@code /strided} appended.
   */
  static String name(MemoryDesc desc, Optional<String> letters) {
    return switch (desc.formatKind()) {
      case UNDEFINED -> "undefined";
      case ANY -> "any";
      case OPAQUE -> "opaque";
      case BLOCKED -> blockedName(desc, letters.orElseGet(() -> dataLetters(desc.rank())));
    };
  }

  private static String blockedName(MemoryDesc desc, String letters) {
    long[] blocks = desc.innerBlocks();
    long[] axes = desc.innerAxes();
    var name = new StringBuilder();
    for (int axis : outermostFirst(desc.dims(), desc.strides())) {
      boolean cut = Arrays.stream(axes).anyMatch(inner -> inner == axis);
      char letter = letters.charAt(axis);
      name.append(cut ? Character.toUpperCase(letter) : letter);
    }
    for (int i = 0; i < blocks.length; i++) {
      name.append(blocks[i]).append(letters.charAt((int) axes[i]));
    }
    long dense = Arrays.stream(desc.paddedDims()).reduce(1, Math::multiplyExact);
    return name.append(desc.paddedElements() == dense ? "" : "/strided").toString();
  }

  /**
   * Axes of size 1 fit anywhere: among equal strides they go last, so that the usual name comes
   * out.
   */
  private static List<Integer> outermostFirst(long[] dims, long[] strides) {
    return IntStream.range(0, dims.length)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer axis) -> -strides[axis])
                .thenComparingInt(axis -> dims[axis] == 1 ? 1 : 0))
        .toList();
  }
}
