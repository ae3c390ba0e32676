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
      case "bootstrap" -> new Sampling.Bootstrapped();
      default ->
          throw new TypeConversionException(
              "expected shuffled, balanced or bootstrap, found '" + text + "'");
    };
  }
}
