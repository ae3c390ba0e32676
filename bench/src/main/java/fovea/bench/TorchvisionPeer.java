package fovea.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The script {@code bench/peers/photos.py} in a process of its own, blocked between rounds. */
final class TorchvisionPeer implements AutoCloseable {

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private TorchvisionPeer(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Debian's Python, which may or may not have torchvision. */
  static TorchvisionPeer start(Path folder, int threads) {
    try {
      return new TorchvisionPeer(
          new ProcessBuilder(
                  "/usr/bin/python3",
                  "bench/peers/photos.py",
                  folder.toString(),
                  Integer.toString(threads))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds for all photos; empty if it cannot run. */
  Optional<Double> pass() {
    try {
      orders.write("go\n");
      orders.flush();
      return Optional.ofNullable(answers.readLine()).map(Double::valueOf);
    } catch (IOException e) {
      // It has ended: there is no torchvision.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
