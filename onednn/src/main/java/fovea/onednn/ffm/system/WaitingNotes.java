package fovea.onednn.ffm.system;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The costs of waiting as they were measured before on this kind of machine. A file that cannot be
 * read or written is none: they are measured again.
 */
public final class WaitingNotes {
  private static final String MACHINE = "machine";
  private static final String WAKE_UP = "wake-up-ns";
  private static final String BARRIER = "barrier-ns";
  private static final String ROUND = "round-ns";

  private final Path file;
  private final String machine;

  public WaitingNotes(Path folder, String machine) {
    this.file = folder.resolve("waiting-%08x.properties".formatted(machine.hashCode()));
    this.machine = machine;
  }

  /** Those of this machine, in the folder of what can be made again. */
  static WaitingNotes ofThisMachine() {
    String machine =
        String.join(
            ", ",
            processor(),
            Runtime.getRuntime().availableProcessors() + " cores",
            System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return new WaitingNotes(NativeCache.root().resolve("machine"), machine);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
          .findFirst()
          .orElse("")
          .replaceFirst(".*:\\s*", "");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  public Optional<WaitingCosts> read() {
    var found = new Properties();
    try (Reader reader = new StringReader(Files.readString(file))) {
      found.load(reader);
      double wakeUp = Double.parseDouble(found.getProperty(WAKE_UP, ""));
      double barrier = Double.parseDouble(found.getProperty(BARRIER, ""));
      double round = Double.parseDouble(found.getProperty(ROUND, ""));
      boolean sound = wakeUp > 0 && barrier > 0 && round > 0;
      return sound && machine.equals(found.getProperty(MACHINE))
          ? Optional.of(new WaitingCosts(wakeUp, barrier, round))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void write(WaitingCosts costs) {
    var notes = new Properties();
    notes.setProperty(MACHINE, machine);
    notes.setProperty(WAKE_UP, Double.toString(costs.wakeUp()));
    notes.setProperty(BARRIER, Double.toString(costs.barrier()));
    notes.setProperty(ROUND, Double.toString(costs.round()));
    var text = new StringWriter();
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      notes.store(text, "How long threads wait on this machine; made again when it is missing.");
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(part, text.toString());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(part);
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The cache is full or gone; nothing depends on it.
    }
  }
}
