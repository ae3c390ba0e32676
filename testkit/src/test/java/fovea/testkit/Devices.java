package fovea.testkit;

import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import org.junit.jupiter.api.Assumptions;

/** Which devices tests can use here. */
public final class Devices {
  private Devices() {}

  /** Skips the running test, saying why, if {@code device} cannot be used on this machine. */
  public static void assume(Device device) {
    try {
      Engine.instance().report(device);
    } catch (FoveaException e) {
      Assumptions.abort("not tested on " + device + ": " + e.getMessage());
    }
  }
}
