package fovea.app.predict;

import fovea.error.UserException;
import fovea.train.tta.TestTimeAugment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads which views of pictures a model is asked about. */
final class TtaReader implements ITypeConverter<TestTimeAugment> {
  @Override
  public TestTimeAugment convert(String text) {
    try {
      return TestTimeAugment.codecs().parse(text);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
