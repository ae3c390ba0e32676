package fovea.explain.attribution;

import fovea.explain.network.FeatureLayer;
import fovea.explain.network.WorkProgress;
import fovea.graph.type.HostBuffer;
import java.util.Optional;

/** Lets someone hear how far another attributor is. */
record ListenedAttributor(Attributor attributor, WorkProgress listener) implements Attributor {

  @Override
  public Attributions of(HostBuffer pictures, HostBuffer targets) {
    return listener.hear(() -> attributor.of(pictures, targets));
  }

  @Override
  public Optional<FeatureLayer> layer() {
    return attributor.layer();
  }
}
