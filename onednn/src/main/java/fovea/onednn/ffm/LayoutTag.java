package fovea.onednn.ffm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Layouts as they are shown: {@code nChw16c}, {@code OIhw16i16o}. */
final class LayoutTag {
  private LayoutTag() {}

  /** The letters of data dimensions by rank. */
  static String dataLetters(int rank) {
    return switch (rank) {
      case 1 -> "x";
      case 2 -> "nc";
      case 3 -> "ncw";
      case 4 -> "nchw";
      case 5 -> "ncdhw";
      default -> FormatTag.NEUTRAL.substring(0, rank);
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
    return order(desc, letters) + (dense(desc) ? "" : "/strided");
  }

  /** The order of the elements; none where there are holes between them, or it is not decided. */
  static Optional<FormatTag> tag(MemoryDesc desc) {
    return desc.formatKind() == MemoryDesc.FormatKind.BLOCKED && dense(desc)
        ? Optional.of(new FormatTag(order(desc, FormatTag.NEUTRAL)))
        : Optional.empty();
  }

  private static boolean dense(MemoryDesc desc) {
    return desc.paddedElements() == Arrays.stream(desc.paddedDims()).reduce(1, Math::multiplyExact);
  }

  private static String order(MemoryDesc desc, String letters) {
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
    return name.toString();
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
