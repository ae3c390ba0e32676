package fovea.graph.run;

import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.FoveaException;
import fovea.graph.ref.ReferenceBackend;
import fovea.graph.spi.Backend;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The backends of this process and which one a device stands for. */
final class Backends {
  private final List<Backend> found =
      ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).toList();
  private final Backend reference = new ReferenceBackend();

  /** The backend that runs {@code device}. */
  Backend choose(Device device) {
    return switch (device) {
      case REFERENCE -> reference;
      case AUTO -> usable().orElse(reference);
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
  void threads(int count) {
    usable().ifPresent(backend -> backend.threads(count));
    reference.threads(count);
  }

  private Optional<Backend> usable() {
    return found.stream().filter(b -> b.obstacle().isEmpty()).findFirst();
  }

  private String obstacle() {
    return found.stream()
        .flatMap(b -> b.obstacle().stream())
        .findFirst()
        .orElse("fovea-onednn is not on the module or class path");
  }
}
