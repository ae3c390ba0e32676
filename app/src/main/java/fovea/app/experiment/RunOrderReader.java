package fovea.app.experiment;

import fovea.error.Nearest;
import fovea.experiment.compare.RunOrder;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the order of runs. */
final class RunOrderReader implements ITypeConverter<RunOrder> {
  @Override
  public RunOrder convert(String name) {
    return Stream.of(RunOrder.values())
        .filter(order -> order.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static TypeConversionException unknown(String name) {
    List<String> names = Stream.of(RunOrder.values()).map(RunOrder::toString).toList();
    return new TypeConversionException(
        "there is no order '" + name + "'; " + Nearest.hint(name, names));
  }
}
