package fovea.app;

import fovea.data.DataException;
import fovea.data.sets.Data;
import fovea.graph.Device;
import fovea.graph.FoveaException;
import fovea.graph.Nearest;
import fovea.graph.Precision;
import fovea.hub.Freeze;
import fovea.hub.PreprocessingName;
import fovea.hub.Validation;
import fovea.zoo.Architecture;
import fovea.zoo.NetworkSpec;
import fovea.zoo.Zoo;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of names; each answers a name that nothing has with the nearest one. */
final class Named {

  private Named() {}

  /** Reads the name of a device. */
  static final class DeviceName implements ITypeConverter<Device> {
    @Override
    public Device convert(String name) {
      return oneOf("device", name, Device.values());
    }
  }

  /** Reads the name of a precision. */
  static final class PrecisionName implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String name) {
      return oneOf("precision", name, Precision.values());
    }
  }

  /** Reads the name of a network, with options after a colon if wanted. */
  static final class NetworkName implements ITypeConverter<Architecture> {
    @Override
    public Architecture convert(String name) {
      try {
        NetworkSpec spec = NetworkSpec.parse(name);
        known("network", spec.name(), Zoo.names());
        return Zoo.architecture(spec);
      } catch (FoveaException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads the name of a data set. */
  static final class DataName implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      return known("data set", name, Data.names());
    }
  }

  /** Reads the name of a preprocessing, with sizes if wanted. */
  static final class PreprocessingText implements ITypeConverter<PreprocessingName> {
    @Override
    public PreprocessingName convert(String text) {
      try {
        return PreprocessingName.parse(text);
      } catch (FoveaException | DataException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads what of a network stays as it is. */
  static final class FreezeText implements ITypeConverter<Freeze> {
    @Override
    public Freeze convert(String text) {
      return Freeze.parse(text);
    }
  }

  /** Reads a folder of photos to be judged by, or a share of those to learn from. */
  static final class ValidationText implements ITypeConverter<Validation> {
    @Override
    public Validation convert(String text) {
      try {
        return Validation.parse(text);
      } catch (FoveaException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads the name of an optimizer. */
  static final class OptimizerName implements ITypeConverter<OptimizerKind> {
    @Override
    public OptimizerKind convert(String name) {
      return oneOf("optimizer", name, OptimizerKind.values());
    }
  }

  /** Reads the name of a schedule. */
  static final class ScheduleName implements ITypeConverter<ScheduleKind> {
    @Override
    public ScheduleKind convert(String name) {
      return oneOf("schedule", name, ScheduleKind.values());
    }
  }

  private static <T> T oneOf(String kind, String name, T[] values) {
    List<String> names = Stream.of(values).map(Object::toString).toList();
    return values[names.indexOf(known(kind, name, names))];
  }

  private static String known(String kind, String name, List<String> known) {
    if (known.contains(name)) {
      return name;
    }
    throw new TypeConversionException(
        "there is no " + kind + " '" + name + "'; " + Nearest.hint(name, known));
  }
}
