package fovea.explain;

import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.hub.Model;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;

/** Small networks for tests. */
public final class Networks {
  private static final long SEED = 5;

  /** Rows and columns of the pictures that {@link #model} takes. */
  public static final int SIZE = 16;

  private Networks() {}

  /** Two convolutions, the average of each map, and a linear layer; it has learned nothing. */
  public static Layer convolutional(int classes) {
    var network =
        Sequential.of(
            new Conv2d(3, 8, 3).padding(1),
            new Relu(),
            new Conv2d(8, 6, 3).stride(2),
            new Relu(),
            new GlobalAvgPool(),
            new Linear(6, classes));
    Parameters.initialize(network, SEED);
    return network;
  }

  /** Such a network that takes pictures of {@link #SIZE}. */
  public static Model model(List<String> classes) {
    return model(convolutional(classes.size()), classes);
  }

  /** A model of {@code network} that takes pictures of {@link #SIZE}. */
  public static Model model(Layer network, List<String> classes) {
    var card =
        new ModelCard(
            Blueprint.custom(), classes, Preprocessing.tf(SIZE, SIZE), JsonObject.empty());
    return Model.of(card, network);
  }
}
