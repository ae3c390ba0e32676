package fovea.explain.attribution;

import fovea.explain.network.FeatureLayer;
import fovea.graph.type.HostBuffer;
import java.util.Optional;

/** Says which layer another attributor looks at. */
record LayerAttributor(Attributor attributor, FeatureLayer looked) implements Attributor {

  @Override
  public Attributions of(HostBuffer pictures, HostBuffer targets) {
    return attributor.of(pictures, targets);
  }

  @Override
  public Optional<FeatureLayer> layer() {
    return Optional.of(looked);
  }
}
