package fovea.app;

import fovea.app.console.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where the user wants to compute. */
enum DeviceChoice {
  /** The fastest device there is. */
  AUTO,
  /** oneDNN on the processor. */
  CPU,
  /** Plain Java: slow, everywhere the same. */
  REFERENCE;

  /** As users type it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the label of a choice. */
  static final class Converter implements ITypeConverter<DeviceChoice> {
    @Override
    public DeviceChoice convert(String typed) {
      return Stream.of(values())
          .filter(choice -> choice.label().equals(typed))
          .findFirst()
          .orElseThrow(() -> unknown(typed));
    }

    private static TypeConversionException unknown(String typed) {
      List<String> labels = Stream.of(values()).map(DeviceChoice::label).toList();
      return new TypeConversionException(
          "there is no device '" + typed + "'; " + Nearest.hint(typed, labels));
    }
  }
}
