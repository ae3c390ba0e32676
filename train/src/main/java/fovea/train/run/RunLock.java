package fovea.train.run;

import fovea.graph.type.FoveaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second training out of a run's folder, be it of this process or of another one. The
 * system takes the lock back when a process ends, however that happens, so none is ever left over.
 */
public final class RunLock implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("fovea.train");

  /** A file lock keeps other processes out, but not other threads of this one. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Optional<FileChannel> channel;

  private RunLock(Path folder, Optional<FileChannel> channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes the lock of a folder, which exists. */
  static RunLock take(Path folder) {
    Path real = real(folder);
    if (!HELD.add(real)) {
      throw taken(folder, "a training of this process in it");
    }
    try {
      return new RunLock(real, lock(folder));
    } catch (FoveaException e) {
      HELD.remove(real);
      throw e;
    }
  }

  /** Lets others train in the folder. */
  @Override
  public void close() {
    channel.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the lock ends with the process", e);
          }
        });
    HELD.remove(folder);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private static Optional<FileChannel> lock(Path folder) {
    Path file = folder.resolve(RunFolder.LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw taken(folder, holder(file));
      }
      channel.truncate(0).write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)));
      return Optional.of(channel);
    } catch (IOException e) {
      // Some network drives have no locks; a folder that cannot be written is told of elsewhere.
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be locked ({1}); do not train in this folder twice at once",
          file,
          e);
      return Optional.empty();
    }
  }

  /** What the holder of the lock has said of itself. */
  private static String holder(Path file) {
    try {
      String said = Files.readString(file);
      return said.isBlank() ? "one in it" : said;
    } catch (IOException e) {
      return "one in it";
    }
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid() + ", which trains in it";
  }

  private static FoveaException taken(Path folder, String holder) {
    return FoveaException.at(
        folder.toString(),
        "expected a run in which nothing else trains, found " + holder,
        "wait until that has ended, or end it; or begin a run in another folder");
  }
}
