package fovea.app.recipe;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whether classes are drawn equally often. */
final class SamplingReader implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String text) {
    return switch (text) {
      case "shuffled" -> false;
      case "balanced" -> true;
      default ->
          throw new TypeConversionException("expected shuffled or balanced, found '" + text + "'");
    };
  }
}
