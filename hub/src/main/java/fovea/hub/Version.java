package fovea.hub;

import fovea.format.JsonObject;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version of the library this is. */
final class Version {
  private Version() {}

  /** What every model file says of its origin: which program has written it. */
  static JsonObject provenance() {
    String version =
        Optional.ofNullable(Version.class.getModule().getDescriptor())
            .flatMap(ModuleDescriptor::rawVersion)
            .orElse("unknown");
    return JsonObject.empty().with("program", "fovea " + version);
  }
}
