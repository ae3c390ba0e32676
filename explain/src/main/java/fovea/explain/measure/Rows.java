package fovea.explain.measure;

import fovea.graph.type.HostBuffer;

/** Pictures of a batch. */
final class Rows {
  private Rows() {}

  /** One picture as a batch of one, {@code [1, c, h, w]}; shares the memory. */
  static HostBuffer of(HostBuffer pictures, int index) {
    var shape = pictures.type().shape();
    var one = pictures.type().with(shape.with(0, 1));
    return new HostBuffer(one, pictures.data().asSlice(index * one.bytes(), one.bytes()));
  }
}
