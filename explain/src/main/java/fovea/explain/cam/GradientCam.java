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
import fovea.graph.type.Shape;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    List<FeatureLayer> layers = options().layers(subject);
    Compiled compiled =
        subject.compile(
            in -> {
              ForwardPass pass = ForwardPass.of(subject.network(), in.getFirst());
              List<Tensor> maps = layers.stream().map(layer -> pass.at(layer.name())).toList();
              List<Tensor> gradients = Gradients.of(Logits.of(pass), in.getLast(), maps);
              return List.of(options().shown(sum(maps, gradients)));
            });
    Attributor attributor =
        (pictures, targets) ->
            new Attributions(
                PictureBatch.of(subject, pictures, targets).inParts(subject, compiled));
    return attributor.layer(together(layers));
  }

  /** Over all maps of all layers, as large as those of the first; {@code [n, 1, h, w]}. */
  private Tensor sum(List<Tensor> maps, List<Tensor> gradients) {
    Shape first = maps.getFirst().shape();
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Tensor own = weighted(maps.get(i), gradients.get(i)).sum(Axes.of(1).keep());
      boolean fits = own.shape().dim(2) == first.dim(2) && own.shape().dim(3) == first.dim(3);
      sums.add(fits ? own : own.upsampleBilinear(first.dim(2), first.dim(3), false));
    }
    return sums.stream().reduce(Tensor::add).orElseThrow();
  }

  /** One layer, or several as one, as people read it. */
  private static FeatureLayer together(List<FeatureLayer> layers) {
    FeatureLayer first = layers.getFirst();
    return layers.size() == 1
        ? first
        : new FeatureLayer(
            layers.stream().map(FeatureLayer::name).collect(Collectors.joining(" + ")),
            first.op(),
            first.shape());
  }
}
