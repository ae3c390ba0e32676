package fovea.app.recipe;

import fovea.error.UserException;
import fovea.train.metric.TestInterval;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how often to test. */
final class IntervalReader implements ITypeConverter<TestInterval> {
  @Override
  public TestInterval convert(String text) {
    try {
      return TestInterval.parse(text);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
