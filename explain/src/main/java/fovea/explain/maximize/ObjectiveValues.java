package fovea.explain.maximize;

import fovea.explain.maximize.Objective.Part;
import fovea.explain.network.Logits;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import java.util.List;
import java.util.Locale;

/** The numbers of a part of a network, and how much each counts, as tensors. */
final class ObjectiveValues {
  private ObjectiveValues() {}

  /** What the part gives for each picture of the pass, {@code [n, channels]}. */
  static Tensor of(ForwardPass pass, Part part) {
    return switch (part) {
      case Objective.Center(String layer) -> {
        Shape maps = pass.at(layer).shape();
        yield at(pass, new Objective.Place(layer, maps.dim(2) / 2, maps.dim(3) / 2));
      }
      case Objective.Place place -> at(pass, place);
      case Objective.Mean(String layer) -> pass.at(layer).mean(2, 3);
      case Objective.Scores _ -> Logits.of(pass);
    };
  }

  private static Tensor at(ForwardPass pass, Objective.Place place) {
    Tensor maps = pass.at(place.layer());
    int rows = maps.shape().dim(2);
    int columns = maps.shape().dim(3);
    if (place.row() < 0 || place.row() >= rows || place.column() < 0 || place.column() >= columns) {
      throw FoveaException.at(
          place.layer(),
          String.format(
              Locale.ROOT,
              "expected a place in maps of %d × %d, found row %d, column %d",
              rows,
              columns,
              place.row(),
              place.column()),
          "choose one from 0, or the middle, which is the default");
    }
    return maps.slice(2, place.row(), place.row() + 1)
        .slice(3, place.column(), place.column() + 1)
        .reshape(maps.shape().dim(0), maps.shape().dim(1));
  }

  /**
   * The weights of objectives of one part, {@code [n, channels]}.
   *
   * @throws FoveaException if there is no such channel or score
   */
  static HostBuffer weights(List<Objective> objectives, int channels, TensorType like) {
    HostBuffer weights = HostBuffer.allocate(like.with(Shape.of(objectives.size(), channels)));
    for (int row = 0; row < objectives.size(); row++) {
      Objective objective = objectives.get(row);
      long from = (long) row * channels;
      objective
          .weights()
          .forEach(
              (index, weight) -> {
                if (index < 0 || index >= channels) {
                  throw outOfRange(objective.part(), index, channels);
                }
                weights.set(from + index, weight);
              });
    }
    return weights;
  }

  private static FoveaException outOfRange(Part part, int index, int channels) {
    String found = String.format(Locale.ROOT, "expected 0 to %,d, found %,d", channels - 1, index);
    return FoveaException.at(part.title(), found, "choose one that the network has");
  }
}
