package fovea.onednn;

import fovea.graph.spi.Backend;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.type.Device;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.system.NativeLibrary;
import fovea.onednn.ffm.system.OpenMp;
import fovea.onednn.ffm.system.OpenMpWaiting;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The CPU by oneDNN's kernels, with Java loops for what oneDNN does not have. */
public final class OneDnnBackend implements Backend {
  private static final String VERSION = "3.11";

  @Override
  public String name() {
    return "oneDNN " + VERSION;
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
  public String details() {
    String instructions = DnnlEngine.instructionSet().replace("cpu_isa_", "");
    return instructions + ", " + OpenMp.threads() + " threads";
  }

  @Override
  public Map<String, String> decisions() {
    return Map.of("waiting", OpenMpWaiting.reason());
  }

  @Override
  public void setThreads(int count) {
    OpenMp.setThreads(count);
  }

  @Override
  public int threads() {
    return OpenMp.threads();
  }

  @Override
  public Set<Fusion> fusions() {
    return EnumSet.allOf(Fusion.class);
  }

  @Override
  public boolean prefersBf16(Step step) {
    return Bf16Kernels.worthwhile(step);
  }

  @Override
  public Lowered lower(Program program) {
    return Kernels.lower(program);
  }
}
