package fovea.hub;

import fovea.format.JsonObject;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version of the library this is. */
public final class Version {

  /** Key of the provenance under which the program stands. */
  public static final String PROGRAM = "program";

  private Version() {}

  /** Such as {@code 1.0}; {@code unknown} where the library does not run as a module. */
  public static String current() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  /** What every model file says of its origin: which program has written it. */
  public static JsonObject provenance() {
    return JsonObject.empty().with(PROGRAM, program());
  }

  /** Whether this version has written a model file of that origin, or it does not say which. */
  public static boolean isOf(JsonObject provenance) {
    return provenance.find(PROGRAM).isEmpty() || provenance.string(PROGRAM).equals(program());
  }

  private static String program() {
    return "fovea " + current();
  }
}
