package fovea.explain.parametrization;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.nn.init.KeyedRandom;

/** How the numbers that are learned make a picture. */
public interface Parametrization {

  /** The numbers that a picture begins with, {@code [1, ..]}. */
  HostBuffer start(PictureShape picture, KeyedRandom random);

  /**
   * The pictures that numbers make.
   *
   * @param learned {@code [n, ..]}
   * @return {@code [n, c, h, w]} from 0 to 1, red, green and blue if there are three channels
   */
  Tensor pictures(Tensor learned, PictureShape picture);
}
