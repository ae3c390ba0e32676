package fovea.explain.top;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.top.UnitRanking.Found;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * Follows single activations of a layer back to the pixels: one is kept, the rest of the layer is
 * zero. A batch may have the same picture in several rows, for several units.
 */
final class Projector {
  private final Compiled compiled;

  Projector(ExplainedNetwork subject, FeatureLayer layer) {
    this.compiled =
        subject.compile(
            in -> {
              Tensor picture = in.getFirst();
              Tensor maps = ForwardPass.of(subject.network(), picture).at(layer.name());
              Tensor kept = maps.mul(mask(maps.shape(), in.get(1), in.get(2)));
              return List.of(
                  projected(maps, kept, picture, GradientRule.deconvnet()),
                  projected(maps, kept, picture, GradientRule.guided()));
            });
  }

  private static Tensor projected(Tensor maps, Tensor kept, Tensor to, GradientRule rule) {
    return Gradients.of(maps, kept, List.of(to), rule).getFirst();
  }

  /** One for one element of each row. */
  private static Tensor mask(Shape maps, Tensor units, Tensor places) {
    int area = maps.dim(2) * maps.dim(3);
    Tensor unit = units.oneHot(maps.dim(1)).unsqueeze(2);
    Tensor place = places.oneHot(area).unsqueeze(1);
    return unit.mul(place).reshape(maps);
  }

  /**
   * Projections of a batch.
   *
   * @param deconvnet {@code [n, c, h, w]}
   * @param guided {@code [n, c, h, w]}
   */
  record Projected(HostBuffer deconvnet, HostBuffer guided) {}

  /**
   * Projects the activations of {@code found}, one for each row of {@code input} from the first on;
   * there may be more rows, whose results mean nothing.
   */
  Projected of(HostBuffer input, List<Found> found) {
    var type = new TensorType(Shape.of(input.type().shape().dim(0)), DType.I32);
    HostBuffer units = HostBuffer.allocate(type);
    HostBuffer places = HostBuffer.allocate(type);
    for (int row = 0; row < found.size(); row++) {
      units.set(row, found.get(row).unit());
      places.set(row, found.get(row).place());
    }
    List<HostBuffer> results = compiled.call(List.of(input, units, places));
    return new Projected(results.getFirst(), results.getLast());
  }
}
