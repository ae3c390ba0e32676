package fovea.app.explain;

import fovea.app.option.NumberReaders;
import fovea.error.UserException;
import fovea.explain.maximize.Penalty;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a picture should have little of.
 *
 * @param weight how much it counts
 */
record WeightedPenalty(Penalty penalty, double weight) {

  /** Reads a name, and a weight after an equals sign if wanted. */
  static final class Reader implements ITypeConverter<WeightedPenalty> {
    @Override
    public WeightedPenalty convert(String text) {
      int end = text.indexOf('=');
      String name = end < 0 ? text : text.substring(0, end);
      try {
        double weight = end < 0 ? 1 : new NumberReaders.Positive().convert(text.substring(end + 1));
        return new WeightedPenalty(Penalty.named(name), weight);
      } catch (UserException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
