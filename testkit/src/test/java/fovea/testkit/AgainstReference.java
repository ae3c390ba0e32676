package fovea.testkit;

import fovea.graph.Compiled;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import java.util.List;

/** What a function gives on the CPU, against the plain loops. */
final class AgainstReference {
  private AgainstReference() {}

  /** Requires results that are as close as {@link Close} says, to those in f32. */
  static void check(Compiled function, List<HostBuffer> arguments, double tolerance, double floor) {
    List<HostBuffer> expected = function.in(Precision.F32).on(Device.REFERENCE).call(arguments);
    List<HostBuffer> found = function.on(Device.CPU).call(arguments);
    for (int i = 0; i < expected.size(); i++) {
      Close.check(
          "result " + i + " element",
          expected.get(i).doubles(),
          found.get(i).doubles(),
          tolerance,
          floor);
    }
  }
}
