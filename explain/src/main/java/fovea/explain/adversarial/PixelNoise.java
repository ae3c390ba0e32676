package fovea.explain.adversarial;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.train.adversarial.PixelBounds;

/**
 * What an attack has added to a picture.
 *
 * @param values by how much each pixel is lighter, as a share of the range from black to white, in
 *     the order of the network's channels: {@code [1, c, h, w]}
 */
public record PixelNoise(HostBuffer values) {

  /** What has been added between two inputs of a network, {@code [1, c, h, w]}. */
  static PixelNoise of(PixelBounds bounds, HostBuffer before, HostBuffer after) {
    HostBuffer values = HostBuffer.allocate(before.type());
    for (long i = 0; i < before.type().shape().elements(); i++) {
      double unit = bounds.white().at(i) - bounds.black().at(i);
      values.set(i, unit > 0 ? (after.at(i) - before.at(i)) / unit : 0);
    }
    return new PixelNoise(values);
  }

  /** The largest change of a pixel, as a share of the range from black to white. */
  public double largest() {
    double largest = 0;
    for (long i = 0; i < values.type().shape().elements(); i++) {
      largest = Math.max(largest, Math.abs(values.at(i)));
    }
    return largest;
  }

  /** What is added to a channel at a place. */
  double at(int channel, int row, int column) {
    Shape shape = values.type().shape();
    return values.at(((long) channel * shape.dim(2) + row) * shape.dim(3) + column);
  }
}
