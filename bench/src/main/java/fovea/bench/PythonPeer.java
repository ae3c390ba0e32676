package fovea.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A script of {@code bench/peers} in a process of its own, blocked between orders. */
final class PythonPeer implements AutoCloseable {

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private PythonPeer(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Debian's Python, which may or may not have what the script imports. */
  static PythonPeer start(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "bench/peers/" + script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new PythonPeer(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that the script answers with; empty if it cannot run. */
  Optional<String> ask(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
      return Optional.ofNullable(answers.readLine());
    } catch (IOException e) {
      // It has ended: there is no such library.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
