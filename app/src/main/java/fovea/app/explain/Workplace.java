package fovea.app.explain;

import fovea.app.explain.ExplainRequest.Material;
import fovea.app.explain.result.StepBar;
import fovea.app.session.Session;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.trust.TrustCheck;
import fovea.hub.Model;
import java.util.Optional;

/**
 * What methods look with.
 *
 * @param session of the verb
 * @param model that is looked into
 * @param subject its network
 * @param material options of single methods, and the data set
 * @param asked what the user asked about
 * @param trust says how far maps can be trusted
 */
record Workplace(
    Session session,
    Model model,
    ExplainedNetwork subject,
    Material material,
    Question asked,
    TrustCheck trust) {

  /** Options of methods of attribution. */
  MethodOptions options() {
    return material.single().methods();
  }

  /** Options of methods that look at single units. */
  MaximizeOptions units() {
    return material.single().units();
  }

  /** A bar for a long work. */
  StepBar bar(String label) {
    return new StepBar(session, label);
  }

  /** The layer that the user has chosen, else the last convolution. */
  FeatureLayer layer() {
    return chosenLayer().orElseGet(() -> subject.layers().lastConvolution());
  }

  /** The layer that the user has chosen. */
  Optional<FeatureLayer> chosenLayer() {
    return asked.layer().map(name -> subject.layers().require(name));
  }
}
