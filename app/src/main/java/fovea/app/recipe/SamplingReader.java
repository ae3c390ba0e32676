package fovea.app.recipe;

import fovea.data.sampling.Sampling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads which pictures make an epoch. */
final class SamplingReader implements ITypeConverter<Sampling> {
  @Override
  public Sampling convert(String text) {
    return switch (text) {
      case "shuffled" -> new Sampling.Shuffled();
      case "balanced" -> new Sampling.Balanced();
      default ->
          throw new TypeConversionException("expected shuffled or balanced, found '" + text + "'");
    };
  }
}
