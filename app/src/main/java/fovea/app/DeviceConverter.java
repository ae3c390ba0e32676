package fovea.app;

import fovea.app.console.Nearest;
import fovea.graph.Device;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a device. */
final class DeviceConverter implements ITypeConverter<Device> {
  @Override
  public Device convert(String name) {
    return Stream.of(Device.values())
        .filter(device -> device.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static TypeConversionException unknown(String name) {
    List<String> names = Stream.of(Device.values()).map(Device::toString).toList();
    return new TypeConversionException(
        "there is no device '" + name + "'; " + Nearest.hint(name, names));
  }
}
