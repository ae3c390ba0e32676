package fovea.app.option;

import fovea.data.sets.Data;
import fovea.data.targets.PhotoTask;
import fovea.error.Nearest;
import fovea.error.UserException;
import fovea.graph.type.Device;
import fovea.graph.type.Precision;
import fovea.hub.PredictionKind;
import fovea.hub.PreprocessingName;
import fovea.hub.finetune.Freeze;
import fovea.hub.finetune.HeldOut;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkSpec;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of names; each answers a name that nothing has with the nearest one. */
public final class NameReaders {

  private NameReaders() {}

  /** Reads the name of a device. */
  public static final class DeviceName implements ITypeConverter<Device> {
    @Override
    public Device convert(String name) {
      return oneOf("device", name, Device.values());
    }
  }

  /** Reads the name of a precision. */
  public static final class PrecisionName implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String name) {
      return oneOf("precision", name, Precision.values());
    }
  }

  /** Reads the name of a network, with options after a colon if wanted. */
  public static final class NetworkName implements ITypeConverter<Architecture> {
    @Override
    public Architecture convert(String name) {
      try {
        NetworkSpec spec = NetworkSpec.parse(name);
        known("network", spec.name(), Zoo.names());
        return Zoo.architecture(spec);
      } catch (UserException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads the name of a data set. */
  public static final class DataName implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      return known("data set", name, Data.names());
    }
  }

  /** Reads the name of a preprocessing, with sizes if wanted. */
  public static final class PreprocessingText implements ITypeConverter<PreprocessingName> {
    @Override
    public PreprocessingName convert(String text) {
      try {
        return PreprocessingName.parse(text);
      } catch (UserException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads how what a network gives is to be read. */
  public static final class PredictionKindName implements ITypeConverter<PredictionKind> {
    @Override
    public PredictionKind convert(String name) {
      return oneOf("task", name, PredictionKind.values());
    }
  }

  /** Reads what is to be learned of photos. */
  public static final class PhotoTaskName implements ITypeConverter<PhotoTask> {
    @Override
    public PhotoTask convert(String name) {
      return oneOf("target type", name, PhotoTask.values());
    }
  }

  /** Reads what of a network stays as it is. */
  public static final class FreezeText implements ITypeConverter<Freeze> {
    @Override
    public Freeze convert(String text) {
      return Freeze.parse(text);
    }
  }

  /** Reads a folder of photos to be judged by, or a share of those to learn from. */
  public static final class HeldOutText implements ITypeConverter<HeldOut> {
    @Override
    public HeldOut convert(String text) {
      try {
        return HeldOut.parse(text);
      } catch (UserException e) {
        throw new TypeConversionException(e.getMessage());
      }
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
