package fovea.app;

import fovea.data.PictureSet;
import fovea.data.PictureShape;
import fovea.data.Preprocessing;
import fovea.graph.FoveaException;
import fovea.zoo.Architecture;
import fovea.zoo.Arguments;

/** How a network and a data set come together. */
final class Inputs {

  private Inputs() {}

  /** What the network must be made for to learn {@code data}. */
  static Arguments arguments(Architecture network, PictureSet data) {
    PictureShape shape = data.shape();
    return network.fit(
        new Arguments(data.classes().size(), shape.channels(), shape.height(), shape.width()));
  }

  /**
   * What is done to the pictures of {@code train}: mean 0 and deviation 1 for each channel, and a
   * black border where the network wants larger ones.
   *
   * @throws FoveaException if the network wants smaller ones
   */
  static Preprocessing preprocessing(Architecture network, PictureSet train) {
    PictureShape shape = train.shape();
    Arguments wanted = arguments(network, train);
    int border = wanted.height() - shape.height();
    if (border < 0 || border % 2 != 0 || border != wanted.width() - shape.width()) {
      throw FoveaException.at(
          network.name(),
          "expected pictures that a border on all sides makes %d × %d, found %d × %d"
              .formatted(wanted.height(), wanted.width(), shape.height(), shape.width()),
          "choose another network or other data");
    }
    return Preprocessing.standardizing(train).padding(border / 2);
  }
}
