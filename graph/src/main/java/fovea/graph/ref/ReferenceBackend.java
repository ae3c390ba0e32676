package fovea.graph.ref;

import fovea.graph.spi.Backend;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.type.Device;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plain loops in row-major memory, complete and slow: every other backend is held against it. */
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
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
    return "plain Java loops in f32 and f64";
  }

  // Its few parallel loops run on the common pool of the JVM.
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
    return Set.of();
  }

  // Its loops round to whatever type the result has.
  @Override
  public boolean prefersBf16(Step step) {
    return true;
  }

  @Override
  public Lowered lower(Program program) {
    return PlainLowering.lower(program, "java", ReferenceOps::bind);
  }
}
