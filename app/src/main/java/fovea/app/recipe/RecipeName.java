package fovea.app.recipe;

import fovea.error.Nearest;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The recipes that have a name. */
public enum RecipeName {
  /** What suits network and data: {@link Recipes}. */
  STANDARD,
  /** {@link FastRecipe}. */
  FAST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads one. */
  public static final class Reader implements ITypeConverter<RecipeName> {
    @Override
    public RecipeName convert(String text) {
      return Stream.of(values())
          .filter(name -> name.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no recipe '"
                          + text
                          + "'; "
                          + Nearest.hint(
                              text, Stream.of(values()).map(RecipeName::toString).toList())));
    }
  }
}
