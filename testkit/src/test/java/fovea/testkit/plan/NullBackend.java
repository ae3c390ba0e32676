package fovea.testkit.plan;

import fovea.graph.spi.Backend;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.type.Device;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks for every fusion and computes nothing: plans of large networks in milliseconds. */
final class NullBackend implements Backend {
  @Override
  public String name() {
    return "null";
  }

  @Override
  public Device device() {
    return Device.REFERENCE;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public String details() {
    return "nothing";
  }

  @Override
  public void setThreads(int count) {}

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Map<String, String> decisions() {
    return Map.of();
  }

  @Override
  public Set<Fusion> fusions() {
    return EnumSet.allOf(Fusion.class);
  }

  @Override
  public boolean prefersBf16(Step step) {
    return true;
  }

  @Override
  public Lowered lower(Program program) {
    return PlainLowering.lower(program, "null", (_, _, _) -> () -> {});
  }
}
