package fovea.explain.cam;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.network.Logits;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * A class activation mapping that weighs by the gradient of the score with respect to the maps: one
 * forward pass, and a backward pass down to the layer.
 */
public interface GradientCam extends ClassActivationMapping {

  /**
   * The weighted maps before they are added up.
   *
   * @param maps of the layer, {@code [n, c, h, w]}
   * @param gradient of the score with respect to {@code maps}, of their shape
   * @return {@code [n, c, h, w]}
   */
  Tensor weighted(Tensor maps, Tensor gradient);

  @Override
  default Attributor on(ExplainedNetwork subject) {
    FeatureLayer layer = options().layer(subject);
    Compiled compiled =
        subject.compile(
            in -> {
              ForwardPass pass = ForwardPass.of(subject.network(), in.getFirst());
              Tensor maps = pass.at(layer.name());
              Tensor gradient =
                  Gradients.of(Logits.of(pass), in.getLast(), List.of(maps)).getFirst();
              Tensor map = weighted(maps, gradient).sum(Axes.of(1).keep());
              return List.of(options().shown(map));
            });
    Attributor attributor =
        (pictures, targets) ->
            new Attributions(
                PictureBatch.of(subject, pictures, targets).inParts(subject, compiled));
    return attributor.layer(layer);
  }
}
