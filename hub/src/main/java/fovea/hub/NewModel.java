package fovea.hub;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.graph.type.FoveaException;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.util.Locale;

/** A network of the zoo and a data set that come together, before anything is learned. */
final class NewModel {
  private NewModel() {}

  /** See {@link Models#create(Architecture, PictureSet, long)}. */
  static Model of(Architecture architecture, PictureSet data, long seed) {
    PictureShape shape = data.shape();
    NetworkArguments arguments =
        architecture.fit(
            new NetworkArguments(
                data.classes().size(), shape.channels(), shape.height(), shape.width()));
    int border = border(architecture, shape, arguments);
    Preprocessing preprocessing = Preprocessing.standardizing(data).padding(border);
    ZooNetwork network = architecture.create(arguments);
    Parameters.initialize(network, seed);
    return Model.of(
        new ModelCard(
            architecture.blueprint(arguments), data.classes(), preprocessing, Version.provenance()),
        network);
  }

  /** How many pixels on each side bring pictures to the size that the network wants. */
  private static int border(
      Architecture architecture, PictureShape shape, NetworkArguments wanted) {
    int border = wanted.height() - shape.height();
    if (border < 0 || border % 2 != 0 || border != wanted.width() - shape.width()) {
      throw FoveaException.at(
          architecture.name(),
          String.format(
              Locale.ROOT,
              "expected pictures that a border on all sides makes %d × %d, found %d × %d",
              wanted.height(),
              wanted.width(),
              shape.height(),
              shape.width()),
          "choose another network or other data");
    }
    return border / 2;
  }
}
