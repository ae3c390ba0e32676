package fovea.explain.maximize;

import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Tensor;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Mode;

/** A network, and how it takes pictures. */
record AscentSubject(ExplainedNetwork network, Normalization values) {

  /** The picture that it was made for. */
  PictureShape input() {
    Shape shape = network.input(1).shape();
    return new PictureShape(shape.dim(1), shape.dim(2), shape.dim(3));
  }

  /** A picture of its proportions whose longest side has {@code size} pixels. */
  PictureShape picture(int size) {
    PictureShape input = input();
    double longest = Math.max(input.height(), input.width());
    return new PictureShape(
        input.channels(),
        Math.max(1, (int) Math.round(size * input.height() / longest)),
        Math.max(1, (int) Math.round(size * input.width() / longest)));
  }

  /** The window in which it sees pictures: as they are where it can, for a part that can. */
  PictureShape window(Objective.Part part, Views views, PictureShape picture) {
    PictureShape own = views.window(picture);
    return switch (part) {
      case Objective.Scores _ -> input();
      case Objective.Center _, Objective.Place _, Objective.Mean _ ->
          !views.ofNetworkSize() && takes(own) ? own : input();
    };
  }

  private boolean takes(PictureShape shape) {
    TensorType type =
        network.input(1).with(Shape.of(1, shape.channels(), shape.height(), shape.width()));
    try {
      Mode.inference(() -> ForwardPass.of(network.network(), Tensor.full(type, 0)));
      return true;
    } catch (UserException _) {
      return false;
    }
  }

  /** Number of channels or scores of a part. */
  int channels(Objective.Part part) {
    return switch (part) {
      case Objective.Center(String layer) -> network.layers().require(layer).units();
      case Objective.Place place -> network.layers().require(place.layer()).units();
      case Objective.Mean(String layer) -> network.layers().require(layer).units();
      case Objective.Scores _ -> network.scores();
    };
  }
}
