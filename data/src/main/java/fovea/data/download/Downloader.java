package fovea.data.download;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Brings files into a folder: one process at a time, from the first mirror that delivers, checked
 * before they get their names.
 */
public final class Downloader {

  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A file lock keeps other processes out, but not other threads of this one. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final String subject;
  private final Path folder;
  private final List<URI> mirrors;
  private final Transfer transfer;

  /**
   * A downloader that opens no connection yet.
   *
   * @param subject what the files belong to, for errors
   * @param folder where the files come to lie
   * @param mirrors addresses of folders, each ending in a slash, in the order of trial
   * @param progress is told how far a download has come
   */
  public Downloader(String subject, Path folder, List<URI> mirrors, DownloadProgress progress) {
    this(subject, folder, mirrors, new Transfer(progress, PATIENCE));
  }

  private Downloader(String subject, Path folder, List<URI> mirrors, Transfer transfer) {
    this.subject = subject;
    this.folder = folder;
    this.mirrors = List.copyOf(mirrors);
    this.transfer = transfer;
  }

  /** With another time to wait for a silent server; 30 seconds by default. */
  public Downloader patience(Duration patience) {
    return new Downloader(subject, folder, mirrors, transfer.patience(patience));
  }

  /** Where the files come to lie. */
  public Path folder() {
    return folder;
  }

  /**
   * Downloads a file, unless it is there.
   *
   * @throws DataException if no mirror delivers it
   */
  public void fetch(RemoteFile file) {
    Path target = folder.resolve(file.name());
    fetch(
        file.name(),
        file.maxBytes(),
        () -> Files.exists(target),
        part -> {
          file.hash().require(file.name(), part);
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** Takes a download that is complete. */
  @FunctionalInterface
  public interface Receiver {

    /**
     * Checks the content and puts it into its place.
     *
     * @throws IOException if it cannot be read or moved, or is not as it should be
     */
    void receive(Path part) throws IOException;
  }

  /**
   * Downloads a file of at most {@code maxBytes}, unless that is {@code done}.
   *
   * @throws DataException if no mirror delivers it
   */
  public void fetch(String name, long maxBytes, BooleanSupplier done, Receiver receiver) {
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      try (var lock =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        if (!done.getAsBoolean()) {
          tryAll(name, maxBytes, receiver);
        }
      }
    } catch (IOException e) {
      throw new DataException(
          folder.toString(),
          "cannot be written: " + e,
          "Name another cache folder by XDG_CACHE_HOME, one for weights by FOVEA_WEIGHTS, or free"
              + " some space");
    } finally {
      THREADS.unlock();
    }
  }

  private void tryAll(String name, long maxBytes, Receiver receiver) {
    Path part = folder.resolve(name + ".part");
    var failures = new ArrayList<String>();
    for (URI mirror : mirrors) {
      URI address = mirror.resolve(name);
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        try {
          transfer.fetch(address, part, maxBytes);
          receive(part, receiver);
          return;
        } catch (IOException | DataException e) {
          // Some have no message, such as that of a host which does not answer.
          String reason = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
          failures.add(address + ": " + reason);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new DataException(
              subject, "the download was interrupted", "Start again, it will be resumed");
        }
      }
    }
    throw new DataException(
        subject,
        "expected to download %s, found no server that delivers it (%s)"
            .formatted(name, String.join("; ", failures.stream().distinct().toList())),
        "Check the connection, or put the file into " + folder);
  }

  private static void receive(Path part, Receiver receiver) throws IOException {
    try {
      receiver.receive(part);
    } catch (IOException | DataException e) {
      // It is all there and it is wrong, so there is nothing to resume.
      Files.deleteIfExists(part);
      throw e;
    }
  }
}
