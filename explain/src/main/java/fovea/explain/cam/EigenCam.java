package fovea.explain.cam;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Compiled;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.ForwardPass;
import java.util.Arrays;
import java.util.List;

/**
 * Eigen-CAM (Muhammad &amp; Yeasin 2020): the first principal component of the maps, each less its
 * mean over the places. Its sign is that of the mean of all maps. It does not ask for a class: it
 * shows what stands out to the layer.
 *
 * @param options which layer, and whether what lies below the mean is kept
 */
public record EigenCam(CamOptions options) implements ClassActivationMapping {

  /** At the last convolution, what lies above the mean only. */
  public EigenCam() {
    this(new CamOptions());
  }

  @Override
  public EigenCam options(CamOptions options) {
    return new EigenCam(options);
  }

  @Override
  public String name() {
    return "eigen-cam";
  }

  @Override
  public boolean usesClass() {
    return false;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    FeatureLayer layer = options.layer(subject);
    Compiled compiled =
        subject.compile(
            in -> List.of(ForwardPass.of(subject.network(), in.getFirst()).at(layer.name())));
    Attributor attributor =
        (pictures, _) -> new Attributions(components(compiled.call(List.of(pictures)).getFirst()));
    return attributor.layer(layer);
  }

  private HostBuffer components(HostBuffer maps) {
    Shape shape = maps.type().shape();
    HostBuffer components = HostBuffer.allocate(maps.type().with(shape.with(1, 1)));
    double[] values = maps.doubles();
    int each = values.length / shape.dim(0);
    int places = shape.dim(2) * shape.dim(3);
    for (int picture = 0; picture < shape.dim(0); picture++) {
      double[] own = Arrays.copyOfRange(values, picture * each, (picture + 1) * each);
      double[] component = PrincipalComponent.of(own, shape.dim(1));
      for (int place = 0; place < places; place++) {
        components.set((long) picture * places + place, options.shown(component[place]));
      }
    }
    return components;
  }
}
