package fovea.hub;

import fovea.graph.type.HostBuffer;
import java.util.List;

/**
 * Pictures as a network takes them.
 *
 * @param names of the pictures, as errors call them
 * @param input {@code [n, c, h, w]}
 * @param reports what was done to each
 */
public record PreparedInput(
    List<String> names, HostBuffer input, List<PictureInput.Report> reports) {

  /** Copies the lists. */
  public PreparedInput {
    names = List.copyOf(names);
    reports = List.copyOf(reports);
  }
}
