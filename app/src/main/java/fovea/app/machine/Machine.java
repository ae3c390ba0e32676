package fovea.app.machine;

/**
 * What this process runs on.
 *
 * @param jdk under the process
 * @param system name, version and architecture of the operating system
 * @param processor of the machine
 * @param memory of the machine, or of the container around the process
 */
public record Machine(Jdk jdk, String system, Processor processor, Memory memory) {

  /** As it is now. */
  public static Machine ofThisProcess() {
    String system =
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    return new Machine(
        Jdk.ofThisProcess(), system, Processor.ofThisMachine(), Memory.ofThisMachine());
  }
}
