package fovea.app;

import fovea.data.DataException;
import fovea.data.Preprocessing;
import fovea.graph.Nearest;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A preprocessing by its name, as users type it: {@code imagenet}, {@code tf:299} or {@code
 * imagenet:224:232}.
 *
 * @param name one of {@link Preprocessing#NAMES}
 * @param size of the square that the network takes, where given
 * @param shortSide to which photos are scaled before it is cut out, where given
 */
record PreprocessingName(String name, OptionalInt size, OptionalInt shortSide) {

  /** Photos are scaled to 256 for networks that take 224, and in proportion. */
  private static final double MARGIN = 256.0 / 224;

  /** Smaller networks take the whole picture: there is no background to cut off. */
  private static final int SMALL = 64;

  /** For a network that takes pictures of {@code usual} size. */
  Preprocessing of(int usual) {
    int side = size.orElse(usual);
    return Preprocessing.named(name, side, shortSide.orElse(usualShortSide(side)));
  }

  /** To what photos are scaled, unless somebody knows better. */
  static int usualShortSide(int size) {
    return size < SMALL ? size : (int) Math.round(size * MARGIN);
  }

  /** Reads what the user has typed. */
  static final class Reader implements ITypeConverter<PreprocessingName> {
    @Override
    public PreprocessingName convert(String text) {
      String[] parts = text.split(":", -1);
      if (!Preprocessing.NAMES.contains(parts[0])) {
        throw new TypeConversionException(
            "there is no preprocessing '%s'; %s"
                .formatted(parts[0], Nearest.hint(parts[0], Preprocessing.NAMES)));
      }
      if (parts.length > 3) {
        throw new TypeConversionException(
            "expected NAME, NAME:SIZE or NAME:SIZE:SHORT_SIDE, found '" + text + "'");
      }
      var name = new PreprocessingName(parts[0], number(parts, 1), number(parts, 2));
      try {
        name.size().ifPresent(name::of);
      } catch (DataException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
      return name;
    }

    private static OptionalInt number(String[] parts, int index) {
      return index < parts.length
          ? OptionalInt.of(new Numbers.Count().convert(parts[index]))
          : OptionalInt.empty();
    }
  }
}
