package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Compiled;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures and what is asked about each, known to fit a network.
 *
 * @param pictures {@code [n, c, h, w]}
 * @param targets how much each score counts, {@code [n, scores]}
 */
public record PictureBatch(HostBuffer pictures, HostBuffer targets) {

  /**
   * Checks the types.
   *
   * @throws FoveaException if they do not fit
   */
  public static PictureBatch of(ExplainedNetwork subject, HostBuffer pictures, HostBuffer targets) {
    Shape found = pictures.type().shape();
    int count = found.rank() == 4 ? Math.max(found.dim(0), 1) : 1;
    if (!pictures.type().equals(subject.input(count))) {
      throw FoveaException.here(
          "expected pictures " + subject.input(count) + ", found " + pictures.type(),
          "prepare them as the network takes them");
    }
    Shape weights = Shape.of(count, subject.scores());
    if (!targets.type().equals(pictures.type().with(weights))) {
      throw FoveaException.here(
          "expected targets " + pictures.type().with(weights) + ", found " + targets.type(),
          "make them by ClassTarget.weights, one for each picture");
    }
    return new PictureBatch(pictures, targets);
  }

  /** How many pictures. */
  public int count() {
    return pictures.type().shape().dim(0);
  }

  /** One of the pictures, {@code [1, c, h, w]}. */
  public HostBuffer picture(int index) {
    return pictures.rows(index, index + 1);
  }

  /** How much each score counts for it, {@code [1, scores]}. */
  public HostBuffer target(int index) {
    return targets.rows(index, index + 1);
  }

  /** The only result of {@code maps} of pictures and targets, for not too many at a time. */
  public HostBuffer inParts(ExplainedNetwork subject, Compiled maps) {
    Chunks chunks = Chunks.of(subject, count());
    List<HostBuffer> parts = new ArrayList<>();
    for (int chunk = 0; chunk < chunks.number(); chunk++) {
      int from = chunks.from(chunk);
      int to = from + chunks.used(chunk);
      parts.addAll(maps.call(List.of(pictures.rows(from, to), targets.rows(from, to))));
    }
    return parts.size() == 1 ? parts.getFirst() : joined(parts);
  }

  private HostBuffer joined(List<HostBuffer> parts) {
    TensorType first = parts.getFirst().type();
    HostBuffer all = HostBuffer.allocate(first.with(first.shape().with(0, count())));
    int row = 0;
    for (HostBuffer part : parts) {
      int rows = part.type().shape().dim(0);
      all.rows(row, row + rows).data().copyFrom(part.data());
      row += rows;
    }
    return all;
  }
}
