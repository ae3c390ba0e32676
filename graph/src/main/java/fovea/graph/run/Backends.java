package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.ref.ReferenceBackend;
import fovea.graph.spi.Backend;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * The backends of this process and which one a device stands for. That plain Java computes where
 * nobody has asked for it is said once, unless somebody has asked for the report.
 */
final class Backends {
  private static final System.Logger LOG = System.getLogger("fovea.graph");

  private final List<Backend> found;
  private final Consumer<String> warning;
  private final Backend reference = new ReferenceBackend();
  private boolean said;

  /** The backends that are services, with warnings to the log. */
  Backends() {
    this(
        ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).toList(),
        message -> LOG.log(System.Logger.Level.WARNING, message));
  }

  Backends(List<Backend> found, Consumer<String> warning) {
    this.found = found;
    this.warning = warning;
  }

  /** The backend that runs {@code device}. */
  Backend choose(Device device) {
    return switch (device) {
      case REFERENCE -> reference;
      case AUTO -> usable().orElseGet(this::fallBack);
      case CPU ->
          usable()
              .orElseThrow(
                  () ->
                      FoveaException.at(
                          "--device cpu",
                          "the native CPU backend cannot be used: " + obstacle(),
                          "use --device reference, or see fovea doctor"));
    };
  }

  /** What {@code device} stands for, and why. */
  Engine.DeviceReport report(Device device) {
    said |= device == Device.AUTO;
    Backend backend = choose(device);
    String reason =
        switch (device) {
          case CPU, REFERENCE -> "asked for";
          case AUTO -> backend.equals(reference) ? obstacle() : "the fastest that is usable here";
        };
    return new Engine.DeviceReport(
        backend.device(), backend.name(), backend.details(), reason, backend.decisions());
  }

  /** Sets the threads of all backends that can be used. */
  void setThreads(int count) {
    usable().ifPresent(backend -> backend.setThreads(count));
    reference.setThreads(count);
  }

  private Backend fallBack() {
    if (!said) {
      said = true;
      warning.accept(
          "Plain Java computes, which is slow; to choose it without this message, use"
              + " Device.REFERENCE. There are no native kernels: "
              + obstacle());
    }
    return reference;
  }

  private Optional<Backend> usable() {
    return found.stream().filter(b -> b.obstacle().isEmpty()).findFirst();
  }

  private String obstacle() {
    return found.stream()
        .flatMap(b -> b.obstacle().stream())
        .findFirst()
        .orElse(
            "fovea-onednn is not on the class path, nor on the module path with --add-modules"
                + " fovea.onednn");
  }
}
