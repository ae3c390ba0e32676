package fovea.app;

import fovea.format.JsonObject;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version of the program this is. */
final class Version {
  private Version() {}

  /** The version, or {@code unknown} outside of a module. */
  static String name() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  /** What every model file says of its origin: which program has written it. */
  static JsonObject provenance() {
    return JsonObject.empty().with("program", "fovea " + name());
  }
}
