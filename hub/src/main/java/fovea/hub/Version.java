package fovea.hub;

import fovea.format.JsonObject;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version of the library this is. */
public final class Version {
  private Version() {}

  /** Such as {@code 1.0}; {@code unknown} where the library does not run as a module. */
  public static String current() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  /** What every model file says of its origin: which program has written it. */
  public static JsonObject provenance() {
    return JsonObject.empty().with("program", "fovea " + current());
  }
}
