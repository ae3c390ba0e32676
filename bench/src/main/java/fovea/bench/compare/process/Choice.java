package fovea.bench.compare.process;

import java.util.List;
import java.util.Map;

/**
 * One of several ways to use a peer.
 *
 * @param label for the reader
 * @param environment of the process
 * @param arguments of the process
 */
public record Choice(String label, Map<String, String> environment, List<String> arguments) {

  /** A way that the process is told by an argument. */
  public static Choice argument(String label, String argument) {
    return new Choice(label, Map.of(), List.of(argument));
  }
}
