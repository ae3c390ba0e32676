package fovea.explain.top;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * The largest activation of each unit of a layer, and where it is: what leaves the engine of a
 * forward pass that ends at the layer.
 */
final class UnitMaxima {
  private final Compiled compiled;

  UnitMaxima(ExplainedNetwork subject, FeatureLayer layer) {
    this.compiled =
        subject.compile(
            in -> {
              Tensor maps = ForwardPass.of(subject.network(), in.getFirst()).at(layer.name());
              Tensor rows = maps.flatten(2);
              return List.of(rows.max(2), rows.argmax(2));
            });
  }

  /**
   * What a batch makes of the units.
   *
   * @param activations {@code [n, units]}
   * @param places {@code [n, units]}, in a map row by row
   */
  record Maxima(HostBuffer activations, HostBuffer places) {

    float activation(int row, int unit) {
      return (float) activations.at(index(row, unit));
    }

    int place(int row, int unit) {
      return (int) places.at(index(row, unit));
    }

    private long index(int row, int unit) {
      return (long) row * activations.type().shape().dim(1) + unit;
    }
  }

  Maxima of(HostBuffer input) {
    List<HostBuffer> results = compiled.call(List.of(input));
    return new Maxima(results.getFirst(), results.getLast());
  }
}
