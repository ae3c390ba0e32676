package fovea.app.similar;

import fovea.error.UserException;
import fovea.similar.VectorType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how the elements of vectors are kept. */
final class VectorTypeReader implements ITypeConverter<VectorType> {
  @Override
  public VectorType convert(String name) {
    try {
      return VectorType.named(name);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
