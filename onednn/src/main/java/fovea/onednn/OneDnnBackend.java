package fovea.onednn;

import fovea.graph.Device;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import fovea.onednn.ffm.NativeLibrary;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The CPU by oneDNN's kernels, with Java loops for what oneDNN does not have. */
public final class OneDnnBackend implements Backend {
  @Override
  public String name() {
    return "oneDNN";
  }

  @Override
  public Device device() {
    return Device.CPU;
  }

  @Override
  public Optional<String> obstacle() {
    return NativeLibrary.unavailable();
  }

  @Override
  public Set<Fusion> fusions() {
    return EnumSet.allOf(Fusion.class);
  }

  @Override
  public Lowered lower(Program program) {
    return new Lowering(program).lower();
  }
}
