package fovea.app.machine;

/**
 * The JDK under this process.
 *
 * @param version as it names itself: {@code 25.0.3+9-LTS}
 * @param vendor who built it
 * @param current whether it has the repairs that Fovea counts on, which came with 25.0.3
 */
public record Jdk(String version, String vendor, boolean current) {

  private static final Runtime.Version LEAST = Runtime.Version.parse("25.0.3");

  /** The JDK of this process. */
  public static Jdk ofThisProcess() {
    return of(Runtime.version(), System.getProperty("java.vendor.version", ""));
  }

  static Jdk of(Runtime.Version version, String vendor) {
    return new Jdk(version.toString(), vendor, version.compareToIgnoreOptional(LEAST) >= 0);
  }

  /** Version and vendor, and what to do if it is not current. */
  @Override
  public String toString() {
    String by = vendor.isEmpty() ? "" : " (" + vendor + ")";
    return version + by + (current ? "" : ": please update to " + LEAST + " or later");
  }
}
